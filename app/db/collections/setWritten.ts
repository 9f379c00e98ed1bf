import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { SPARE } from './setCollection.ts'

// What somebody else asked for too has another version, and stays.
const SQL = `DELETE FROM job WHERE shop_id = $1::bigint AND kind = 'product' AND key = ANY($2::text[])
  AND version = 1 AND attempts = 0 AND locked_until = 0 AND payload = '${JSON.stringify(SPARE)}'::jsonb`

/** Products that came or went are written: what `setCollection` asked for in case they are not is not needed. */
export async function setWritten({
  db,
  shopId,
  productIds,
}: {
  db: Database
  shopId: ShopId
  productIds: readonly number[]
}): Promise<void> {
  if (productIds.length > 0) await db.hot.query('collection_written', SQL, [shopId, productIds.map(String)])
}
