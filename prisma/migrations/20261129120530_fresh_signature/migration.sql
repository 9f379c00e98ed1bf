-- AlterTable
ALTER TABLE "gate" ADD COLUMN     "fresh_signature" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "visit" ADD COLUMN     "signed_at" BIGINT NOT NULL DEFAULT 0;
