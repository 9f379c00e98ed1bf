-- Without a transaction: requests go on meanwhile. An index that an interrupted run has left is made again.
DROP INDEX CONCURRENTLY IF EXISTS "customer_gate_by_state_idx";
CREATE INDEX CONCURRENTLY "customer_gate_by_state_idx" ON "customer_gate"("shop_id", "is_leaving", "gate", "needs_write", "asked_tag", "refusal", "unread", "checked_at");
