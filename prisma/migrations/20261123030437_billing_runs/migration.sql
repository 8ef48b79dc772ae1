-- CreateTable
CREATE TABLE "billing_runs" (
    "provider" TEXT NOT NULL,
    "reconciled_until" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_id" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "billing_runs_pkey" PRIMARY KEY ("provider")
);
