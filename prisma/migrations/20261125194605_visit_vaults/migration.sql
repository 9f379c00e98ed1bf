-- AlterTable
ALTER TABLE "visit" ADD COLUMN     "vaults" JSONB NOT NULL DEFAULT '[]';
