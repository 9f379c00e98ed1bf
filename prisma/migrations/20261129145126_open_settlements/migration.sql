-- AlterTable
ALTER TABLE "settlement" ADD COLUMN     "action_state" TEXT NOT NULL DEFAULT 'none';

-- CreateIndex
CREATE INDEX "settlement_shop_id_outcome_ordered_at_idx" ON "settlement"("shop_id", "outcome", "ordered_at");

-- CreateIndex
CREATE INDEX "settlement_shop_id_action_state_ordered_at_idx" ON "settlement"("shop_id", "action_state", "ordered_at");

-- CreateIndex
CREATE INDEX "settlement_shop_id_waits_until_idx" ON "settlement"("shop_id", "waits_until");

UPDATE "settlement" SET "action_state" = "action"->>'state' WHERE "action"->>'state' IS NOT NULL AND "action"->>'state' <> 'none';
