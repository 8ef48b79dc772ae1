-- AlterTable
ALTER TABLE "products" ADD COLUMN     "attributes" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "in_stock" BOOLEAN;

-- AlterTable
ALTER TABLE "variants" ADD COLUMN     "in_stock" BOOLEAN,
ADD COLUMN     "stock_quantity" INTEGER;
