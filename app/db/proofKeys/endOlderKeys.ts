import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

const SQL = `UPDATE proof_key SET ends_at = $3::bigint
  FROM proof_key AS signing
  WHERE proof_key.shop_id = $1::bigint AND proof_key.ends_at IS NULL
    AND signing.shop_id = $1::bigint AND signing.epoch = $2::text
    AND signing.signs_from <= $3::bigint AND signing.ends_at IS NULL AND proof_key.position < signing.position`

/** End every key that is older than one that signs. They are kept: orders made before are settled by them. */
export async function endOlderKeys({
  db,
  shopId,
  epoch,
  at,
}: {
  db: Database
  shopId: ShopId
  epoch: string
  at: number
}): Promise<void> {
  await db.hot.query('end_older_keys', SQL, [shopId, epoch, at])
}
