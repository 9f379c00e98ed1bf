-- CreateTable
CREATE TABLE "till" (
    "id" TEXT NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "ends_at" BIGINT NOT NULL,
    "revoked_at" BIGINT,
    "used_at" BIGINT,

    CONSTRAINT "till_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter_check" (
    "id" TEXT NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "till_id" TEXT NOT NULL,
    "visit_id" TEXT NOT NULL,
    "step" BIGINT NOT NULL,
    "checked_at" BIGINT NOT NULL,
    "gate" BIGINT,
    "revision" INTEGER,
    "units" INTEGER,
    "grant_id" TEXT,
    "charged_at" BIGINT,
    "order_name" TEXT,
    "undone_at" BIGINT,
    "order_id" BIGINT,

    CONSTRAINT "counter_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter_sale" (
    "shop_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "ordered_at" BIGINT NOT NULL,
    "gates" JSONB NOT NULL,

    CONSTRAINT "counter_sale_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "till_token_hash_key" ON "till"("token_hash");

-- CreateIndex
CREATE INDEX "till_shop_id_created_at_idx" ON "till"("shop_id", "created_at");

-- CreateIndex
CREATE INDEX "counter_check_shop_id_charged_at_idx" ON "counter_check"("shop_id", "charged_at");

-- CreateIndex
CREATE INDEX "counter_check_shop_id_order_id_idx" ON "counter_check"("shop_id", "order_id");

-- CreateIndex
CREATE INDEX "counter_check_charged_at_checked_at_idx" ON "counter_check"("charged_at", "checked_at");

-- CreateIndex
CREATE UNIQUE INDEX "counter_check_visit_id_step_key" ON "counter_check"("visit_id", "step");

-- CreateIndex
CREATE INDEX "counter_sale_shop_id_ordered_at_idx" ON "counter_sale"("shop_id", "ordered_at");
