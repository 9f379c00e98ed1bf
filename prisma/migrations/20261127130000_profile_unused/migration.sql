-- AlterTable
ALTER TABLE "profile" ADD COLUMN     "unused_since" BIGINT;
