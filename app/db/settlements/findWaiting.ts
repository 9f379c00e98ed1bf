import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

export type FindWaitingParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly grants: readonly string[]
  /** Unix seconds: no orders of before. */
  readonly since: number
}

const SQL = `SELECT order_id FROM settlement
  WHERE shop_id = $1::bigint AND ordered_at >= $3::bigint AND waits_until IS NOT NULL
    AND detail->'grants' ?| $2::text[]
  ORDER BY ordered_at, order_id`

/** Find the orders that wait for the order which one of these grants was made for. */
export async function findWaiting({ db, shopId, grants, since }: FindWaitingParameters): Promise<number[]> {
  if (grants.length === 0) return []
  const rows = await db.hot.query('find_waiting', SQL, [shopId, [...grants], since])
  return rows.map(({ order_id: orderId }) => Number(orderId))
}
