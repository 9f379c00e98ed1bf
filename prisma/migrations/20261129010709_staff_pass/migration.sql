-- CreateTable
CREATE TABLE "staff_pass" (
    "id" TEXT NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "gate" BIGINT NOT NULL,
    "wallet_address" TEXT,
    "units" INTEGER NOT NULL,
    "note" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "ends_at" BIGINT NOT NULL,

    CONSTRAINT "staff_pass_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "staff_pass_shop_id_gate_created_at_idx" ON "staff_pass"("shop_id", "gate", "created_at");
