-- CreateTable
CREATE TABLE "fidelity_settings" (
    "store_id" UUID NOT NULL,
    "body" JSONB NOT NULL,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fidelity_settings_pkey" PRIMARY KEY ("store_id")
);
