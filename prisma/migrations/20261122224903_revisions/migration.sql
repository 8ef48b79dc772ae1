-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "parent_asset_id" UUID;

-- AlterTable
ALTER TABLE "image_jobs" ADD COLUMN     "canvas_asset_id" UUID;

-- CreateIndex
CREATE INDEX "assets_store_id_parent_asset_id_idx" ON "assets"("store_id", "parent_asset_id");

-- CreateIndex
CREATE INDEX "image_jobs_store_id_canvas_asset_id_idx" ON "image_jobs"("store_id", "canvas_asset_id");
