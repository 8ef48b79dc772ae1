-- CreateTable
CREATE TABLE "store_plans" (
    "store_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "monthly_credit" BIGINT NOT NULL,
    "granted_for" TIMESTAMPTZ(3),
    "granted" BIGINT NOT NULL DEFAULT 0,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "store_plans_pkey" PRIMARY KEY ("store_id")
);
