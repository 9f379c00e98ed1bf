-- DropIndex
DROP INDEX "total_slot_reservation_id_idx";

-- CreateIndex
CREATE INDEX "reservation_visit_id_gate_idx" ON "reservation"("visit_id", "gate");

-- CreateIndex
CREATE INDEX "total_slot_shop_id_gate_reservation_id_idx" ON "total_slot"("shop_id", "gate", "reservation_id");
