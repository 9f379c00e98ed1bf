import type { ShopId } from '../../core/gate/types.ts'
import type { StandingKey } from '../../core/proofKey/types.ts'
import type { Database } from '../database.ts'
import { parseStandingKey } from './parseStandingKey.ts'

const SQL = `SELECT epoch, created_at, signs_from FROM proof_key
  WHERE shop_id = $1::bigint AND ends_at IS NULL ORDER BY position DESC`

/** List what is known of the keys that count, newest first, without the keys themselves. */
export async function listStandingKeys({
  db,
  shopId,
}: {
  db: Database
  shopId: ShopId
}): Promise<StandingKey[]> {
  const rows = await db.hot.query('list_standing_keys', SQL, [shopId])
  return rows.map(parseStandingKey)
}
