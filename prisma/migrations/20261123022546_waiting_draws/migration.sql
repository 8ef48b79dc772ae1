-- CreateEnum
CREATE TYPE "ProviderBatchState" AS ENUM ('submitting', 'running', 'ended');

-- AlterEnum
ALTER TYPE "ImageJobState" ADD VALUE 'waiting';

-- AlterTable
ALTER TABLE "batches" ADD COLUMN     "can_wait" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "waiting_draws" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "wording" TEXT NOT NULL,
    "request_bytes" INTEGER NOT NULL,
    "reply_bytes" INTEGER NOT NULL,
    "cost_upper_bound" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3),
    "provider_batch_id" UUID,
    "call_id" UUID,

    CONSTRAINT "waiting_draws_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_batches" (
    "id" UUID NOT NULL,
    "display_name" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "state" "ProviderBatchState" NOT NULL DEFAULT 'submitting',
    "name" TEXT,
    "requests" INTEGER NOT NULL,
    "outcome" TEXT,
    "looks" INTEGER NOT NULL DEFAULT 0,
    "next_look_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_batches_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "waiting_draws_job_id_key" ON "waiting_draws"("job_id");

-- CreateIndex
CREATE UNIQUE INDEX "waiting_draws_call_id_key" ON "waiting_draws"("call_id");

-- CreateIndex
CREATE INDEX "waiting_draws_store_id_idx" ON "waiting_draws"("store_id");

-- CreateIndex
CREATE INDEX "waiting_draws_provider_model_created_at_idx" ON "waiting_draws"("provider", "model", "created_at");

-- CreateIndex
CREATE INDEX "waiting_draws_provider_batch_id_idx" ON "waiting_draws"("provider_batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "provider_batches_display_name_key" ON "provider_batches"("display_name");

-- CreateIndex
CREATE INDEX "provider_batches_state_next_look_at_idx" ON "provider_batches"("state", "next_look_at");
