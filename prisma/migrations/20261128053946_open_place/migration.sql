-- CreateTable
CREATE TABLE "open_place" (
    "shop_id" BIGINT NOT NULL,
    "gate" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "reservation_id" BIGINT NOT NULL,

    CONSTRAINT "open_place_pkey" PRIMARY KEY ("shop_id","gate","kind","key")
);

-- CreateIndex
CREATE INDEX "open_place_reservation_id_idx" ON "open_place"("reservation_id");
