-- AlterTable
ALTER TABLE "visit" ADD COLUMN     "key_thumbprint" TEXT,
ADD COLUMN     "used_at" BIGINT NOT NULL DEFAULT 0;
