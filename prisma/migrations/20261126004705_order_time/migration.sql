-- AlterTable
ALTER TABLE "collection_product" ADD COLUMN     "since" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "proof_key" ADD COLUMN     "iana_timezone" TEXT;

-- A changed time zone has always started an epoch: those that stand are on the shop's clock, and ended ones were read by it.
UPDATE "proof_key" SET "iana_timezone" = shop."iana_timezone" FROM "shop" WHERE shop."id" = "proof_key"."shop_id";
