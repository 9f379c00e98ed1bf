import type { SettlementsPort } from '../../ports/settlements.ts'
import type { Database } from '../database.ts'

/** Orders that one statement deletes, and statements of one call. */
const MOST = 1_000
const MOST_BATCHES = 20

// What needs nothing more: no hold or cancellation that is to be done, stands or failed, and no wait for another order.
// Uses, their reservations and the counters stay: a limit counts for ever.
const FORGET = `WITH old AS MATERIALIZED (
    SELECT order_id, name, ordered_at, detail FROM settlement
    WHERE shop_id = $1::bigint AND action_state IN ('none', 'lifted') AND ordered_at < $2::bigint
      AND COALESCE(waits_until, 0) < $2::bigint
    ORDER BY ordered_at LIMIT ${MOST} FOR UPDATE SKIP LOCKED
  ), said AS (
    SELECT DISTINCT ordered_at, order_id, convert_to(word, 'UTF8') AS word FROM old CROSS JOIN LATERAL (
      SELECT 'name ' || COALESCE(substring(lower(name) from '[0-9].*'), lower(name)) AS word
      UNION ALL SELECT 'customer ' || (detail->>'customerId') WHERE detail->>'customerId' IS NOT NULL
      UNION ALL SELECT 'gate ' || (gate #>> '{}') FROM jsonb_path_query(detail, '$.**.gate') AS gate
      UNION ALL SELECT 'gate ' || (gate #>> '{}')
        FROM jsonb_path_query(detail, '$.lines[*].*[*] ? (@.type() == "number")') AS gate
    ) AS words
  ), unsaid AS (
    DELETE FROM order_word USING said
    WHERE order_word.shop_id = $1::bigint AND order_word.word = said.word
      AND order_word.ordered_at = said.ordered_at AND order_word.order_id = said.order_id
  ), attested AS (
    DELETE FROM receipt WHERE shop_id = $1::bigint AND order_id IN (SELECT order_id FROM old)
  ), spent AS (
    DELETE FROM "grant" WHERE shop_id = $1::bigint AND order_id IN (SELECT order_id FROM old)
  )
  DELETE FROM settlement WHERE shop_id = $1::bigint AND order_id IN (SELECT order_id FROM old) RETURNING 1`

/** Delete what was found out about old orders. @see SettlementsPort.deleteOld */
export const deleteOldOrders =
  (db: Database): SettlementsPort['deleteOld'] =>
  async ({ shopId, before }) => {
    let count = 0
    for (let batch = 0; batch < MOST_BATCHES; batch++) {
      const deleted = await db.hot.query('delete_old_orders', FORGET, [shopId, before])
      count += deleted.length
      if (deleted.length < MOST) break
    }
    return count
  }
