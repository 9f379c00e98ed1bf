-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "tags_customers" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "customer_tag" (
    "shop_id" BIGINT NOT NULL,
    "gate" BIGINT NOT NULL,
    "tag" TEXT,
    "is_on" BOOLEAN NOT NULL DEFAULT true,
    "removes_when_paused" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "customer_tag_pkey" PRIMARY KEY ("shop_id","gate")
);

-- CreateTable
CREATE TABLE "customer_gate" (
    "shop_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "gate" BIGINT NOT NULL,
    "linked_at" BIGINT NOT NULL,
    "own_tag" TEXT,
    "asked_tag" TEXT,
    "needs_write" BOOLEAN NOT NULL DEFAULT true,
    "is_leaving" BOOLEAN NOT NULL DEFAULT false,
    "is_erased" BOOLEAN NOT NULL DEFAULT false,
    "refusal" TEXT,
    "checked_at" BIGINT NOT NULL,
    "next_check_at" BIGINT NOT NULL,
    "unread" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "customer_gate_pkey" PRIMARY KEY ("shop_id","customer_id","gate")
);

-- CreateTable
CREATE TABLE "customer_wallet" (
    "shop_id" BIGINT NOT NULL,
    "address" TEXT NOT NULL,
    "only_on" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "vault" JSONB,
    "proven_at" BIGINT NOT NULL,

    CONSTRAINT "customer_wallet_pkey" PRIMARY KEY ("shop_id","address","only_on")
);

-- CreateIndex
CREATE INDEX "customer_gate_shop_id_needs_write_customer_id_idx" ON "customer_gate"("shop_id", "needs_write", "customer_id");

-- CreateIndex
CREATE INDEX "customer_gate_shop_id_next_check_at_idx" ON "customer_gate"("shop_id", "next_check_at");

-- CreateIndex
CREATE INDEX "customer_wallet_shop_id_customer_id_idx" ON "customer_wallet"("shop_id", "customer_id");

-- AddForeignKey
ALTER TABLE "customer_tag" ADD CONSTRAINT "customer_tag_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_gate" ADD CONSTRAINT "customer_gate_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_wallet" ADD CONSTRAINT "customer_wallet_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
