-- AlterTable
ALTER TABLE "gate" ADD COLUMN     "discount_name" TEXT;
