-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "tells_unlocks" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "receiver" (
    "id" TEXT NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "url" TEXT,
    "messages" TEXT[],
    "gates" BIGINT[],
    "has_wallets" BOOLEAN NOT NULL DEFAULT false,
    "secret" TEXT,
    "old_secret" TEXT,
    "old_ends_at" BIGINT,
    "state" TEXT NOT NULL DEFAULT 'on',
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" BIGINT,
    "rests_until" BIGINT NOT NULL DEFAULT 0,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,

    CONSTRAINT "receiver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "receiver_id" TEXT NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "gate" BIGINT,
    "at" BIGINT NOT NULL,
    "data" JSONB NOT NULL,
    "order_id" BIGINT,
    "visit_id" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" BIGINT NOT NULL,
    "tried_at" BIGINT,
    "status" INTEGER,
    "last_error" TEXT,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flow_run" (
    "shop_id" BIGINT NOT NULL,
    "run" TEXT NOT NULL,
    "claimed_to" BIGINT NOT NULL,
    "answer" JSONB,
    "expires_at" BIGINT NOT NULL,

    CONSTRAINT "flow_run_pkey" PRIMARY KEY ("shop_id","run")
);

-- CreateIndex
CREATE INDEX "receiver_shop_id_created_at_idx" ON "receiver"("shop_id", "created_at");

-- CreateIndex
CREATE INDEX "message_receiver_id_id_idx" ON "message"("receiver_id", "id");

-- CreateIndex
CREATE INDEX "message_receiver_id_state_due_at_idx" ON "message"("receiver_id", "state", "due_at");

-- CreateIndex
CREATE INDEX "message_shop_id_order_id_idx" ON "message"("shop_id", "order_id");

-- CreateIndex
CREATE INDEX "message_shop_id_visit_id_idx" ON "message"("shop_id", "visit_id");

-- CreateIndex
CREATE INDEX "message_at_idx" ON "message"("at");

-- CreateIndex
CREATE INDEX "flow_run_expires_at_idx" ON "flow_run"("expires_at");

-- AddForeignKey
ALTER TABLE "receiver" ADD CONSTRAINT "receiver_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_receiver_id_fkey" FOREIGN KEY ("receiver_id") REFERENCES "receiver"("id") ON DELETE CASCADE ON UPDATE CASCADE;
