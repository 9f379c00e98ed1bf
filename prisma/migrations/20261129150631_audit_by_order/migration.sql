-- CreateIndex
CREATE INDEX "audit_entry_shop_id_gate_id_idx" ON "audit_entry"("shop_id", "gate", "id");

-- CreateIndex
CREATE INDEX "audit_entry_shop_id_order_id_id_idx" ON "audit_entry"("shop_id", "order_id", "id");
