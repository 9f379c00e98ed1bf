-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "writes_receipts" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "receipt_key" (
    "kid" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "ends_at" BIGINT NOT NULL,

    CONSTRAINT "receipt_key_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "receipt" (
    "shop_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "gate" BIGINT NOT NULL,
    "revision" INTEGER NOT NULL,
    "grant_id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("shop_id","order_id","gate","grant_id")
);

-- Keys that an earlier version has replaced and not deleted yet. They may sign receipts for a moment after the upgrade.
INSERT INTO "receipt_key" ("kid", "public_key", "created_at", "ends_at")
  SELECT "kid", "public_key", "created_at", "ends_at" FROM "signing_key" WHERE "ends_at" IS NOT NULL;
