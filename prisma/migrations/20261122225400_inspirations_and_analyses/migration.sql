-- CreateTable
CREATE TABLE "inspirations" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "picture_id" TEXT NOT NULL,
    "preview_url" TEXT,
    "attribution" JSONB,
    "object_key" TEXT,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "description" JSONB NOT NULL,
    "as_read" JSONB NOT NULL,
    "model" TEXT NOT NULL,
    "placeholder" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inspirations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_analyses" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "product_image_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "origin" TEXT NOT NULL,
    "model" TEXT,
    "placeholder" BOOLEAN NOT NULL DEFAULT false,
    "source_hash" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_analyses_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "inspirations_store_id_id_idx" ON "inspirations"("store_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "inspirations_store_id_source_picture_id_key" ON "inspirations"("store_id", "source", "picture_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_analyses_store_id_product_image_id_version_key" ON "product_analyses"("store_id", "product_image_id", "version");
