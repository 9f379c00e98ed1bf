-- AlterTable
ALTER TABLE "gate" ADD COLUMN     "draft_id" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "gate_shop_id_draft_id_key" ON "gate"("shop_id", "draft_id");
