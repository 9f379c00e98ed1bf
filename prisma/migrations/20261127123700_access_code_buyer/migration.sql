-- AlterTable
ALTER TABLE "access_code" ADD COLUMN     "buyer" TEXT NOT NULL DEFAULT '0';
