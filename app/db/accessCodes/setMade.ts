import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { GONE } from './parseCodeRow.ts'

export type SetMadeParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly code: string
  readonly discountId: string
  /** Unix seconds. */
  readonly endsAt: number
}

const MADE = `UPDATE access_code SET discount_id = $3::text, ends_at = GREATEST(ends_at, $4::bigint)
  WHERE shop_id = $1::bigint AND code = $2::text AND discount_id IS DISTINCT FROM '${GONE}' RETURNING code`

/** Remember what stands at Shopify; false where the code was withdrawn meanwhile. */
export async function setMade(parameters: SetMadeParameters): Promise<boolean> {
  const { db, shopId, code, discountId, endsAt } = parameters
  const rows = await db.hot.query('code_made', MADE, [shopId, code, discountId, endsAt])
  return rows.length > 0
}
