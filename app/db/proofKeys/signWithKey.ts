import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

const SQL = `UPDATE proof_key SET signs_from = $3::bigint
  WHERE shop_id = $1::bigint AND epoch = $2::text AND signs_from IS NULL AND ends_at IS NULL`

/** Sign with a key from `at` on. Nothing for one that signs already or has ended. */
export async function signWithKey({
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
  await db.hot.query('sign_with_key', SQL, [shopId, epoch, at])
}
