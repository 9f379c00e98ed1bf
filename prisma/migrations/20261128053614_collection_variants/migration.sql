-- AlterTable
ALTER TABLE "collection_product" DROP CONSTRAINT "collection_product_pkey",
ADD COLUMN     "variant_id" BIGINT NOT NULL DEFAULT 0,
ADD CONSTRAINT "collection_product_pkey" PRIMARY KEY ("shop_id", "collection_id", "product_id", "variant_id");

-- AlterTable
ALTER TABLE "collection_stay" DROP CONSTRAINT "collection_stay_pkey",
ADD COLUMN     "variant_id" BIGINT NOT NULL DEFAULT 0,
ADD CONSTRAINT "collection_stay_pkey" PRIMARY KEY ("shop_id", "product_id", "collection_id", "variant_id", "left_at");

-- CreateIndex
CREATE INDEX "collection_product_shop_id_variant_id_idx" ON "collection_product"("shop_id", "variant_id");
