-- AlterTable
ALTER TABLE "project" ADD COLUMN     "is_storefront" BOOLEAN NOT NULL DEFAULT false;
