-- Most grants are for anybody: the index has none of them.
DROP INDEX CONCURRENTLY IF EXISTS "grant_buyer_idx";
CREATE INDEX CONCURRENTLY "grant_buyer_idx" ON "grant"("shop_id", "buyer") WHERE "buyer" <> '0';
