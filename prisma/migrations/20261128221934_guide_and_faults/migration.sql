-- CreateTable
CREATE TABLE "guide" (
    "shop_id" BIGINT NOT NULL,
    "dismissed_at" BIGINT,
    "done_steps" TEXT[],
    "self_test_at" BIGINT,
    "self_test_failed" INTEGER,

    CONSTRAINT "guide_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "fault_count" (
    "shop_id" BIGINT NOT NULL,
    "hour" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_at" BIGINT NOT NULL,

    CONSTRAINT "fault_count_pkey" PRIMARY KEY ("shop_id","hour","code")
);

-- CreateIndex
CREATE INDEX "fault_count_hour_idx" ON "fault_count"("hour");

-- AddForeignKey
ALTER TABLE "guide" ADD CONSTRAINT "guide_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fault_count" ADD CONSTRAINT "fault_count_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
