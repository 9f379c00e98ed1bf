import type { ShopId } from '../../core/gate/types.ts'
import type { SettlementAction } from '../../core/settlement/types.ts'
import type { Database } from '../database.ts'

export type SetActionParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly orderId: number
  readonly action: SettlementAction
  /** As it was when the work on it began. */
  readonly expected: SettlementAction
  /** Unix seconds. */
  readonly at: number
}

const SQL = `UPDATE settlement SET action = $3::jsonb, updated_at = GREATEST(updated_at, $5::bigint)
  WHERE shop_id = $1::bigint AND order_id = $2::bigint AND action = $4::jsonb RETURNING order_id`

/** Keep how far the hold or cancellation of an order is; false where it was decided anew meanwhile. */
export async function setAction(parameters: SetActionParameters): Promise<boolean> {
  const { db, shopId, orderId, action, expected, at } = parameters
  const rows = await db.hot.query('set_action', SQL, [
    shopId,
    orderId,
    JSON.stringify(action),
    JSON.stringify(expected),
    at,
  ])
  return rows.length > 0
}
