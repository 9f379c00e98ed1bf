-- CreateTable
CREATE TABLE "collection_stay" (
    "shop_id" BIGINT NOT NULL,
    "product_id" BIGINT NOT NULL,
    "collection_id" BIGINT NOT NULL,
    "since" BIGINT NOT NULL,
    "left_at" BIGINT NOT NULL,

    CONSTRAINT "collection_stay_pkey" PRIMARY KEY ("shop_id","product_id","collection_id","left_at")
);

-- CreateIndex
CREATE INDEX "collection_stay_left_at_idx" ON "collection_stay"("left_at");
