-- What was written to Shopify, by gate and tag: what is not as wanted is found in the gaps. Prisma's schema cannot say it.
DROP INDEX CONCURRENTLY IF EXISTS "customer_gate_by_tag_idx";
CREATE INDEX CONCURRENTLY "customer_gate_by_tag_idx" ON "customer_gate"("shop_id", ("gate" + 0), COALESCE("asked_tag", '')) WHERE NOT "is_leaving" AND NOT "needs_write";
