import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { GONE } from './parseCodeRow.ts'

const SQL = `UPDATE access_code SET discount_id = '${GONE}' WHERE shop_id = $1::bigint AND code = $2::text`

/** A code is not at Shopify any more; its row is kept for orders that are told late. */
export async function setGone({
  db,
  shopId,
  code,
}: {
  db: Database
  shopId: ShopId
  code: string
}): Promise<void> {
  await db.hot.query('code_gone', SQL, [shopId, code])
}
