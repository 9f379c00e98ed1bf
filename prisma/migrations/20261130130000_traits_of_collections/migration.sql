-- CreateTable
CREATE TABLE "trait_table" (
    "id" UUID NOT NULL,
    "shop_id" BIGINT NOT NULL,
    "chain" TEXT NOT NULL,
    "contract" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "checksum" TEXT NOT NULL,
    "tokens" INTEGER NOT NULL,
    "started_at" BIGINT NOT NULL,
    "finished_at" BIGINT,

    CONSTRAINT "trait_table_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trait_part" (
    "table_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "traits" JSONB NOT NULL,

    CONSTRAINT "trait_part_pkey" PRIMARY KEY ("table_id","place")
);

-- CreateIndex
CREATE INDEX "trait_table_shop_id_chain_contract_idx" ON "trait_table"("shop_id", "chain", "contract");

-- AddForeignKey
ALTER TABLE "trait_table" ADD CONSTRAINT "trait_table_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trait_part" ADD CONSTRAINT "trait_part_table_id_fkey" FOREIGN KEY ("table_id") REFERENCES "trait_table"("id") ON DELETE CASCADE ON UPDATE CASCADE;
