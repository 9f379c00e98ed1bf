import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

const SQL = `SELECT DISTINCT unit->>'key' AS key
  FROM reservation CROSS JOIN LATERAL jsonb_array_elements(reservation.units) AS unit
  WHERE reservation.shop_id = $1::bigint AND reservation.order_id = $2::bigint AND unit->>'kind' IN ('wallet', 'token')
  ORDER BY key`

/** The wallets and single tokens whose uses an order has spent. */
export async function findUnitKeys({
  db,
  shopId,
  orderId,
}: {
  db: Database
  shopId: ShopId
  orderId: number
}): Promise<string[]> {
  const rows = await db.hot.query('find_unit_keys', SQL, [shopId, orderId])
  return rows.map(({ key }) => String(key))
}
