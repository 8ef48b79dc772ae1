-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "is_placeholder" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "provider_pictures" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "object_key" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "has_c2pa" BOOLEAN NOT NULL,
    "call_id" UUID NOT NULL,
    "request_id" TEXT,
    "model_version" TEXT,
    "is_placeholder" BOOLEAN NOT NULL,
    "verdict" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_pictures_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "provider_pictures_store_id_job_id_idx" ON "provider_pictures"("store_id", "job_id");

-- CreateIndex
CREATE UNIQUE INDEX "provider_pictures_job_id_number_key" ON "provider_pictures"("job_id", "number");
