import type { ShopId } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { GATES, START } from '../../bench/largeShop.ts'
import { fillNews } from '../million/fillNews.ts'
import { runLong } from '../runLong.ts'

const DAYS = 60
const LISTED = 50_000
/** Jobs of orders that are due. */
export const DUE_JOBS = 5_000

/** Fill the tables that `fillLargeShop` leaves, with as many rows as a busy shop has. */
export async function fillTables({
  db,
  shopId,
  listId,
  count,
}: {
  db: Database
  shopId: ShopId
  listId: string
  count: number
}): Promise<void> {
  const series = `generate_series(1, ${count}) AS n`
  const gate = `(1 + n % ${GATES})`
  const visit = `'v' || n`
  const statements = [
    `UPDATE shop SET next_gate_number = ${GATES + 1} WHERE id = $1::bigint`,
    `INSERT INTO visit (id, token_hash, shop_id, wallets, expires_at)
      SELECT ${visit}, 't' || n, $1::bigint, '[]', ${START} + n FROM ${series}`,
    `INSERT INTO nonce (value, door, shop_id, domain, uri, statement, method, issued_at, expires_at)
      SELECT 'n' || n, 'storefront', $1::bigint, '', '', '', 'message', ${START} + n, ${START} + n + 120 FROM ${series}`,
    `INSERT INTO rate_limit (key, expires_at, count) SELECT 'k' || n, ${START} + n, 1 FROM ${series}`,
    `INSERT INTO redemption (shop_id, gate, kind, key, slot, reservation_id)
      SELECT $1::bigint, ${gate}, 'wallet', '0x' || md5(n::text), 1, n FROM ${series}`,
    `INSERT INTO total_slot (shop_id, gate, slot, reservation_id)
      SELECT $1::bigint, ${gate}, n, CASE n % 2 WHEN 0 THEN n END FROM ${series}`,
    `INSERT INTO open_place (shop_id, gate, kind, key, reservation_id)
      SELECT $1::bigint, ${gate}, 'wallet', '0x' || md5(n::text), n FROM ${series}`,
    `INSERT INTO order_gate (shop_id, order_id, gate, day_on, revenue, discount)
      SELECT $1::bigint, n, 0, '2026-11-01', 1000, 0 FROM ${series}`,
    `INSERT INTO gate_day (shop_id, gate, day_on, kind, count)
      SELECT $1::bigint, g, to_char(date '2026-09-01' + n, 'YYYY-MM-DD'), kind, 5
      FROM generate_series(0, ${GATES}) AS g, generate_series(0, ${DAYS - 1}) AS n, unnest(ARRAY['open', 'unmet']) AS kind`,
    `INSERT INTO gate_holder (shop_id, gate, fingerprint, first_on, last_on)
      SELECT $1::bigint, 0, decode(md5(n::text), 'hex'), '2026-11-01', '2026-11-01' FROM ${series}`,
    `INSERT INTO unlock_wallet (shop_id, address, backwards, at, event_id)
      SELECT shop_id, convert_to(wallet, 'UTF8'), convert_to(reverse(wallet), 'UTF8'), at, id FROM unlock_event
      CROSS JOIN LATERAL (SELECT '0x' || substr(md5(id::text) || md5(at::text), 1, 40) AS wallet) AS one`,
    `INSERT INTO access_code (shop_id, code, gate, visit_id, grant_id, ends_at, created_at)
      SELECT $1::bigint, 'C' || n, ${gate}, ${visit}, 'g' || n, ${START} + n, ${START} FROM ${series}`,
    `INSERT INTO collection_product (shop_id, collection_id, product_id)
      SELECT $1::bigint, 1 + n % 50, n FROM ${series}`,
    `INSERT INTO collection_stay (shop_id, collection_id, product_id, variant_id, since, left_at)
      SELECT $1::bigint, 1 + n % 50, n, 0, ${START}, ${START} + n FROM ${series}`,
    `INSERT INTO list_entry (list_id, version, hash)
      SELECT '${listId}', 1, decode(md5(n::text), 'hex') FROM generate_series(1, ${LISTED}) AS n`,
    `INSERT INTO fault_count (shop_id, hour, code, count, last_at)
      SELECT $1::bigint, ${START} + n * 3600, 'ERR_INTERNAL', 1, ${START} FROM generate_series(1, 5000) AS n`,
    `INSERT INTO job (shop_id, kind, key, run_at, since)
      SELECT $1::bigint, 'order', n::text, ${START} + n, ${START} + n FROM generate_series(1, ${DUE_JOBS}) AS n`,
  ]
  for (const sql of statements) await runLong(db, sql, sql.includes('$1') ? [shopId] : [])
  await fillNews({
    ...{ run: (sql) => runLong(db, sql, []), shopId, shops: 1, rows: count, now: START + count },
  })
}
