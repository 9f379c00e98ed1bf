-- AlterTable
ALTER TABLE "list" ADD COLUMN     "last_import" JSONB;
