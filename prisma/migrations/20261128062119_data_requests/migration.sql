-- CreateTable
CREATE TABLE "data_request" (
    "id" BIGSERIAL NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "request_key" TEXT NOT NULL,
    "customer_id" BIGINT,
    "order_ids" JSONB NOT NULL,
    "received_at" BIGINT NOT NULL,
    "answered_at" BIGINT,

    CONSTRAINT "data_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "data_request_shop_id_received_at_idx" ON "data_request"("shop_id", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "data_request_shop_id_request_key_key" ON "data_request"("shop_id", "request_key");
