-- CreateTable
CREATE TABLE "shop" (
    "id" BIGINT NOT NULL,
    "myshopify_domain" TEXT NOT NULL,
    "primary_domain" TEXT NOT NULL,
    "iana_timezone" TEXT NOT NULL,
    "currency_code" TEXT NOT NULL,
    "proof_root" TEXT NOT NULL,
    "next_gate_number" BIGINT NOT NULL DEFAULT 1,
    "saved_at" BIGINT NOT NULL,
    "uninstalled_at" BIGINT,

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project" (
    "shop_id" BIGINT NOT NULL,
    "allowed_domains" TEXT[],

    CONSTRAINT "project_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "proof_key" (
    "shop_id" BIGINT NOT NULL,
    "epoch" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" BIGINT NOT NULL,

    CONSTRAINT "proof_key_pkey" PRIMARY KEY ("shop_id","epoch")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "access_token" TEXT,
    "refresh_token" TEXT,
    "refresh_token_expires" TIMESTAMPTZ(3),
    "online_access_info" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gate" (
    "shop_id" BIGINT NOT NULL,
    "number" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "requirement" JSONB NOT NULL,
    "reaction" JSONB NOT NULL,
    "cap" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "profile" INTEGER NOT NULL,
    "published" BOOLEAN NOT NULL,
    "pending_reason" TEXT,
    "written_product_ids" BIGINT[],
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,

    CONSTRAINT "gate_pkey" PRIMARY KEY ("shop_id","number")
);

-- CreateTable
CREATE TABLE "gate_revision" (
    "shop_id" BIGINT NOT NULL,
    "number" BIGINT NOT NULL,
    "revision" INTEGER NOT NULL,
    "subject" JSONB NOT NULL,
    "requirement" JSONB NOT NULL,
    "reaction" JSONB NOT NULL,
    "cap" INTEGER NOT NULL,
    "created_at" BIGINT NOT NULL,

    CONSTRAINT "gate_revision_pkey" PRIMARY KEY ("shop_id","number","revision")
);

-- CreateTable
CREATE TABLE "profile" (
    "shop_id" BIGINT NOT NULL,
    "profile" INTEGER NOT NULL,
    "discount_id" TEXT NOT NULL,

    CONSTRAINT "profile_pkey" PRIMARY KEY ("shop_id","profile")
);

-- CreateTable
CREATE TABLE "nonce" (
    "value" TEXT NOT NULL,
    "door" TEXT NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "chain" TEXT NOT NULL,
    "wallet_address" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "issued_at" BIGINT NOT NULL,
    "expires_at" BIGINT NOT NULL,

    CONSTRAINT "nonce_pkey" PRIMARY KEY ("value")
);

-- CreateTable
CREATE TABLE "visit" (
    "id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "wallets" JSONB NOT NULL,
    "seen" JSONB,
    "expires_at" BIGINT NOT NULL,

    CONSTRAINT "visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grant" (
    "id" TEXT NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "visit_id" TEXT NOT NULL,
    "carrier" TEXT NOT NULL,
    "cart_token" TEXT,
    "product_id" BIGINT,
    "variant_id" BIGINT,
    "gates" JSONB NOT NULL,
    "until" TEXT NOT NULL,
    "ends_at" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "open_scope" TEXT,
    "opened_at" BIGINT NOT NULL,

    CONSTRAINT "grant_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shop_myshopify_domain_key" ON "shop"("myshopify_domain");

-- CreateIndex
CREATE UNIQUE INDEX "proof_key_shop_id_position_key" ON "proof_key"("shop_id", "position");

-- CreateIndex
CREATE INDEX "session_shop_idx" ON "session"("shop");

-- CreateIndex
CREATE INDEX "nonce_expires_at_idx" ON "nonce"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "visit_token_hash_key" ON "visit"("token_hash");

-- CreateIndex
CREATE INDEX "visit_expires_at_idx" ON "visit"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "grant_open_scope_key" ON "grant"("open_scope");

-- CreateIndex
CREATE INDEX "grant_visit_id_idx" ON "grant"("visit_id");

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proof_key" ADD CONSTRAINT "proof_key_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate" ADD CONSTRAINT "gate_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_revision" ADD CONSTRAINT "gate_revision_shop_id_number_fkey" FOREIGN KEY ("shop_id", "number") REFERENCES "gate"("shop_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile" ADD CONSTRAINT "profile_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
