import type { ShopId } from '../../core/gate/types.ts'
import { TOLD_SECONDS } from '../../core/settlement/margins.ts'
import type { Database } from '../database.ts'
import { GONE } from './parseCodeRow.ts'

const SWEEP = `DELETE FROM access_code
  WHERE shop_id = $1::bigint AND discount_id = '${GONE}' AND ends_at <= $2::bigint`
const NEXT = `SELECT min(CASE WHEN discount_id = '${GONE}' THEN ends_at + $2::bigint ELSE ends_at END) AS next
  FROM access_code WHERE shop_id = $1::bigint`

/** Delete codes that are gone and ended two months ago; answers when there is something to be done again, or null. */
export async function sweepCodes({
  db,
  shopId,
  at,
}: {
  db: Database
  shopId: ShopId
  /** Unix seconds. */
  at: number
}): Promise<number | null> {
  await db.hot.query('sweep_codes', SWEEP, [shopId, at - TOLD_SECONDS])
  const [row] = await db.hot.query('next_codes', NEXT, [shopId, TOLD_SECONDS])
  return row?.next === null || row?.next === undefined ? null : Number(row.next)
}
