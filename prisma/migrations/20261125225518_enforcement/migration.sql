-- AlterTable
ALTER TABLE "gate" ADD COLUMN     "combination" JSONB NOT NULL DEFAULT '{"orderDiscounts": true, "productDiscounts": false, "shippingDiscounts": true, "purchases": "both"}',
ADD COLUMN     "deleted_at" BIGINT,
ADD COLUMN     "guard" TEXT NOT NULL DEFAULT 'open',
ADD COLUMN     "limits" JSONB NOT NULL DEFAULT '{"perWallet": null, "perToken": null, "total": null}',
ADD COLUMN     "recheck" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "schedule" JSONB NOT NULL DEFAULT '{"startsAt": null, "endsAt": null, "afterEnd": "public"}',
ADD COLUMN     "written_variant_ids" BIGINT[];

-- AlterTable
ALTER TABLE "gate_revision" ADD COLUMN     "guard" TEXT NOT NULL DEFAULT 'open',
ADD COLUMN     "limits" JSONB NOT NULL DEFAULT '{"perWallet": null, "perToken": null, "total": null}';

-- AlterTable
ALTER TABLE "grant" ADD COLUMN     "buyer" TEXT NOT NULL DEFAULT '0',
ADD COLUMN     "epoch" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "order_id" BIGINT,
ADD COLUMN     "ordered_at" BIGINT;

-- AlterTable
ALTER TABLE "profile" ADD COLUMN     "combination" JSONB NOT NULL DEFAULT '{"orderDiscounts": true, "productDiscounts": false, "shippingDiscounts": true, "purchases": "both"}',
ALTER COLUMN "discount_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "proof_key" ADD COLUMN     "ends_at" BIGINT,
ADD COLUMN     "signs_from" BIGINT;

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "enforcement" TEXT NOT NULL DEFAULT 'unknown',
ADD COLUMN     "has_accounts" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "holds_suspects" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "on_violation" TEXT NOT NULL DEFAULT 'hold',
ADD COLUMN     "plan" TEXT,
ADD COLUMN     "shows_wallet" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "uses_cart_metafield" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "validation_id" TEXT;

-- What stands was made before these could be chosen; from here on each gate says them itself.
ALTER TABLE "gate" ALTER COLUMN "combination" DROP DEFAULT,
ALTER COLUMN "guard" DROP DEFAULT,
ALTER COLUMN "limits" DROP DEFAULT,
ALTER COLUMN "recheck" DROP DEFAULT,
ALTER COLUMN "schedule" DROP DEFAULT;
ALTER TABLE "gate_revision" ALTER COLUMN "guard" DROP DEFAULT,
ALTER COLUMN "limits" DROP DEFAULT;
ALTER TABLE "profile" ALTER COLUMN "combination" DROP DEFAULT;

-- A reaction has three parts from here on; what stands are prices.
UPDATE "gate" SET "reaction" = jsonb_build_object('exclusive', false, 'price', "reaction", 'freeShipping', false);
UPDATE "gate_revision" SET "reaction" = jsonb_build_object('exclusive', false, 'price', "reaction", 'freeShipping', false);

UPDATE "gate" SET "written_variant_ids" = '{}';

-- The epochs that stand have been signing.
UPDATE "proof_key" SET "signs_from" = "created_at";

-- CreateTable
CREATE TABLE "reservation" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "gate" BIGINT NOT NULL,
    "revision" INTEGER NOT NULL,
    "visit_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "units" JSONB NOT NULL,
    "open_key" TEXT,
    "ends_at" BIGINT NOT NULL,
    "order_id" BIGINT,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,

    CONSTRAINT "reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "redemption" (
    "shop_id" BIGINT NOT NULL,
    "gate" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "reservation_id" BIGINT NOT NULL,

    CONSTRAINT "redemption_pkey" PRIMARY KEY ("shop_id","gate","kind","key","slot")
);

-- CreateTable
CREATE TABLE "total_slot" (
    "shop_id" BIGINT NOT NULL,
    "gate" BIGINT NOT NULL,
    "slot" INTEGER NOT NULL,
    "reservation_id" BIGINT,

    CONSTRAINT "total_slot_pkey" PRIMARY KEY ("shop_id","gate","slot")
);

-- CreateTable
CREATE TABLE "settlement" (
    "shop_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "ordered_at" BIGINT NOT NULL,
    "cart_token" TEXT,
    "outcome" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "waits_until" BIGINT,
    "action" JSONB NOT NULL DEFAULT '{}',
    "settled_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,

    CONSTRAINT "settlement_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "gate" BIGINT,
    "reservation_id" BIGINT,
    "order_id" BIGINT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "run_at" BIGINT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "locked_until" BIGINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "last_error" TEXT,

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_product" (
    "shop_id" BIGINT NOT NULL,
    "collection_id" BIGINT NOT NULL,
    "product_id" BIGINT NOT NULL,

    CONSTRAINT "collection_product_pkey" PRIMARY KEY ("shop_id","collection_id","product_id")
);

-- CreateTable
CREATE TABLE "access_code" (
    "shop_id" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "gate" BIGINT NOT NULL,
    "visit_id" TEXT NOT NULL,
    "grant_id" TEXT NOT NULL,
    "discount_id" TEXT,
    "ends_at" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,

    CONSTRAINT "access_code_pkey" PRIMARY KEY ("shop_id","code")
);

-- CreateIndex
CREATE UNIQUE INDEX "reservation_open_key_key" ON "reservation"("open_key");

-- CreateIndex
CREATE INDEX "reservation_shop_id_gate_id_idx" ON "reservation"("shop_id", "gate", "id");

-- CreateIndex
CREATE INDEX "reservation_shop_id_order_id_idx" ON "reservation"("shop_id", "order_id");

-- CreateIndex
CREATE INDEX "reservation_state_ends_at_idx" ON "reservation"("state", "ends_at");

-- CreateIndex
CREATE INDEX "redemption_reservation_id_idx" ON "redemption"("reservation_id");

-- CreateIndex
CREATE INDEX "total_slot_reservation_id_idx" ON "total_slot"("reservation_id");

-- CreateIndex
CREATE INDEX "settlement_shop_id_ordered_at_idx" ON "settlement"("shop_id", "ordered_at");

-- CreateIndex
CREATE INDEX "audit_entry_shop_id_id_idx" ON "audit_entry"("shop_id", "id");

-- CreateIndex
CREATE INDEX "job_run_at_idx" ON "job"("run_at");

-- CreateIndex
CREATE UNIQUE INDEX "job_shop_id_kind_key_key" ON "job"("shop_id", "kind", "key");

-- CreateIndex
CREATE INDEX "collection_product_shop_id_product_id_idx" ON "collection_product"("shop_id", "product_id");

-- CreateIndex
CREATE INDEX "access_code_ends_at_idx" ON "access_code"("ends_at");

-- CreateIndex
CREATE UNIQUE INDEX "access_code_visit_id_gate_grant_id_key" ON "access_code"("visit_id", "gate", "grant_id");

-- CreateIndex
CREATE INDEX "grant_shop_id_order_id_idx" ON "grant"("shop_id", "order_id");
