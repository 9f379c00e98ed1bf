import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

// What was settled before this was kept, is settled once more.
const SQL = `SELECT order_id, (detail->>'seenAt')::bigint AS seen_at, detail->'isRedacted' IS NOT NULL AS is_redacted
  FROM settlement WHERE shop_id = $1::bigint AND order_id = ANY($2::bigint[])`

/**
 * The last change of those of a shop's orders that were settled that their settling saw, in Shopify's unix seconds. An
 * order whose customer was forgotten has seen everything.
 */
export async function findSettled({
  db,
  shopId,
  orderIds,
}: {
  db: Database
  shopId: ShopId
  orderIds: readonly number[]
}): Promise<Map<number, number>> {
  if (orderIds.length === 0) return new Map()
  const rows = await db.hot.query('find_settled', SQL, [shopId, orderIds])
  return new Map(
    rows.map((row) => [
      Number(row.order_id),
      row.is_redacted === true ? Number.POSITIVE_INFINITY : Number(row.seen_at ?? -1),
    ]),
  )
}
