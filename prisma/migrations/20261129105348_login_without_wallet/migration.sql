-- A login lasts two minutes: whoever is signing one now is asked once more.
DELETE FROM "nonce";

-- AlterTable
ALTER TABLE "nonce" DROP COLUMN "format",
DROP COLUMN "message",
ADD COLUMN     "domain" TEXT NOT NULL,
ADD COLUMN     "key_thumbprint" TEXT,
ADD COLUMN     "method" TEXT NOT NULL,
ADD COLUMN     "uri" TEXT NOT NULL,
ALTER COLUMN "chain" DROP NOT NULL,
ALTER COLUMN "wallet_address" DROP NOT NULL;
