-- Without a transaction: requests go on meanwhile. An index that an interrupted run has left is made again.
DROP INDEX CONCURRENTLY IF EXISTS "gate_revision_subject_idx";
CREATE INDEX CONCURRENTLY "gate_revision_subject_idx" ON "gate_revision" USING GIN ("subject" jsonb_path_ops);
DROP INDEX CONCURRENTLY IF EXISTS "reservation_shop_id_state_id_idx";
CREATE INDEX CONCURRENTLY "reservation_shop_id_state_id_idx" ON "reservation"("shop_id", "state", "id");
DROP INDEX CONCURRENTLY IF EXISTS "reservation_shop_id_gate_state_id_idx";
CREATE INDEX CONCURRENTLY "reservation_shop_id_gate_state_id_idx" ON "reservation"("shop_id", "gate", "state", "id");
DROP INDEX CONCURRENTLY IF EXISTS "reservation_shop_id_gate_id_idx";
