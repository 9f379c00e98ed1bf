-- CreateTable
CREATE TABLE "gate_day" (
    "shop_id" BIGINT NOT NULL,
    "gate" BIGINT NOT NULL,
    "day_on" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "count" BIGINT NOT NULL DEFAULT 0,
    "amount" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "gate_day_pkey" PRIMARY KEY ("shop_id","gate","day_on","kind")
);

-- CreateTable
CREATE TABLE "unlock_event" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "visit_id" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "gate" BIGINT NOT NULL,
    "revision" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "holder" BYTEA,

    CONSTRAINT "unlock_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unlock_wallet" (
    "shop_id" BIGINT NOT NULL,
    "address" BYTEA NOT NULL,
    "backwards" BYTEA NOT NULL,
    "at" BIGINT NOT NULL,
    "event_id" BIGINT NOT NULL,

    CONSTRAINT "unlock_wallet_pkey" PRIMARY KEY ("shop_id","address","at","event_id")
);

-- CreateTable
CREATE TABLE "gate_holder" (
    "shop_id" BIGINT NOT NULL,
    "gate" BIGINT NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "first_on" TEXT NOT NULL,
    "last_on" TEXT NOT NULL,

    CONSTRAINT "gate_holder_pkey" PRIMARY KEY ("shop_id","gate","fingerprint")
);

-- CreateTable
CREATE TABLE "order_gate" (
    "shop_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "gate" BIGINT NOT NULL,
    "day_on" TEXT NOT NULL,
    "revenue" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL,

    CONSTRAINT "order_gate_pkey" PRIMARY KEY ("shop_id","order_id","gate")
);

-- CreateIndex
CREATE INDEX "unlock_event_shop_id_outcome_at_id_idx" ON "unlock_event"("shop_id", "outcome", "at", "id");

-- CreateIndex
CREATE INDEX "unlock_event_shop_id_gate_outcome_at_id_idx" ON "unlock_event"("shop_id", "gate", "outcome", "at", "id");

-- CreateIndex
CREATE INDEX "unlock_event_visit_id_gate_id_idx" ON "unlock_event"("visit_id", "gate", "id");

-- CreateIndex
CREATE INDEX "unlock_event_at_idx" ON "unlock_event" USING BRIN ("at");

-- CreateIndex
CREATE INDEX "unlock_wallet_shop_id_backwards_idx" ON "unlock_wallet"("shop_id", "backwards");

-- CreateIndex
CREATE INDEX "unlock_wallet_event_id_idx" ON "unlock_wallet"("event_id");

-- CreateIndex
CREATE INDEX "gate_holder_last_on_idx" ON "gate_holder"("last_on");

-- AddForeignKey
ALTER TABLE "unlock_wallet" ADD CONSTRAINT "unlock_wallet_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "unlock_event"("id") ON DELETE CASCADE ON UPDATE CASCADE;
