-- AlterTable
ALTER TABLE "stores" ADD COLUMN     "granted_scopes" TEXT[] DEFAULT ARRAY[]::TEXT[];
