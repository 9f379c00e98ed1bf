-- The storefront's own domains belong to the shop; a project's are the merchant's to choose, and begin as the same.
ALTER TABLE "shop" ADD COLUMN     "domains" TEXT[];
UPDATE "shop" SET "domains" = "project"."allowed_domains" FROM "project" WHERE "project"."shop_id" = "shop"."id";

-- A project gets an identity of its own: a shop may have several, and one may stand without a shop.
ALTER TABLE "project" ADD COLUMN     "id" TEXT,
ADD COLUMN     "name" TEXT,
ADD COLUMN     "redirect_uris" TEXT[],
ADD COLUMN     "format" TEXT NOT NULL DEFAULT 'siwe',
ADD COLUMN     "statement" TEXT,
ADD COLUMN     "requirement" JSONB,
ADD COLUMN     "created_at" BIGINT,
ADD COLUMN     "updated_at" BIGINT;
UPDATE "project" SET "id" = gen_random_uuid()::text, "name" = "shop"."myshopify_domain", "redirect_uris" = '{}',
  "created_at" = "shop"."saved_at", "updated_at" = "shop"."saved_at"
  FROM "shop" WHERE "shop"."id" = "project"."shop_id";
ALTER TABLE "project" DROP CONSTRAINT "project_pkey",
ALTER COLUMN "shop_id" DROP NOT NULL,
ALTER COLUMN "id" SET NOT NULL,
ALTER COLUMN "name" SET NOT NULL,
ALTER COLUMN "created_at" SET NOT NULL,
ALTER COLUMN "updated_at" SET NOT NULL,
ADD CONSTRAINT "project_pkey" PRIMARY KEY ("id");

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "shown" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "ends_at" BIGINT,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_nonce" (
    "project_id" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "wallet_address" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "value" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "issued_at" BIGINT NOT NULL,
    "expires_at" BIGINT NOT NULL,

    CONSTRAINT "project_nonce_pkey" PRIMARY KEY ("project_id","family","wallet_address","place")
);

-- CreateTable
CREATE TABLE "oauth_code" (
    "hash" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "redirect_uri" TEXT NOT NULL,
    "code_challenge" TEXT,
    "grant" JSONB NOT NULL,
    "tid" TEXT NOT NULL,
    "expires_at" BIGINT NOT NULL,
    "used_at" BIGINT,

    CONSTRAINT "oauth_code_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "kid" TEXT NOT NULL,
    "private_key" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" BIGINT NOT NULL,
    "ends_at" BIGINT,

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "revoked_token" (
    "tid" TEXT NOT NULL,
    "expires_at" BIGINT NOT NULL,

    CONSTRAINT "revoked_token_pkey" PRIMARY KEY ("tid")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_project_id_idx" ON "api_key"("project_id");

-- CreateIndex
CREATE INDEX "project_nonce_expires_at_idx" ON "project_nonce"("expires_at");

-- CreateIndex
CREATE INDEX "oauth_code_expires_at_idx" ON "oauth_code"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "signing_key_position_key" ON "signing_key"("position");

-- CreateIndex
CREATE INDEX "revoked_token_expires_at_idx" ON "revoked_token"("expires_at");

-- CreateIndex
CREATE INDEX "project_shop_id_idx" ON "project"("shop_id");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
