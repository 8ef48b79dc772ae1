-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "model" TEXT;

-- AlterTable
ALTER TABLE "provider_calls" ADD COLUMN     "deadline_at" TIMESTAMPTZ(3),
ADD COLUMN     "mode" TEXT NOT NULL DEFAULT 'now',
ADD COLUMN     "reconciled_at" TIMESTAMPTZ(3),
ADD COLUMN     "usage" JSONB;

-- CreateTable
CREATE TABLE "provider_gates" (
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_gates_pkey" PRIMARY KEY ("provider","model")
);

-- CreateTable
CREATE TABLE "store_budgets" (
    "store_id" UUID NOT NULL,
    "day" BIGINT,
    "month" BIGINT,
    "batch" BIGINT,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "store_budgets_pkey" PRIMARY KEY ("store_id")
);

-- CreateIndex
CREATE INDEX "assets_store_id_product_image_id_recipe_hash_idx" ON "assets"("store_id", "product_image_id", "recipe_hash");

-- CreateIndex
CREATE INDEX "provider_calls_provider_started_at_idx" ON "provider_calls"("provider", "started_at");

-- By hand from here: what schema.prisma cannot say.
-- A call of the book is under way or has ended, and one that was billed for sure has its cost.
ALTER TABLE "provider_calls" ADD CONSTRAINT "provider_calls_end_has_time" CHECK (("status" = 'started') = ("finished_at" IS NULL));
ALTER TABLE "provider_calls" ADD CONSTRAINT "provider_calls_reconciled_has_cost" CHECK ("reconciled_at" IS NULL OR "cost" IS NOT NULL);
ALTER TABLE "provider_calls" ADD CONSTRAINT "provider_calls_known_mode" CHECK ("mode" IN ('now', 'batch'));
ALTER TABLE "store_budgets" ADD CONSTRAINT "store_budgets_not_negative" CHECK (
  COALESCE("day", 0) >= 0 AND COALESCE("month", 0) >= 0 AND COALESCE("batch", 0) >= 0
);
