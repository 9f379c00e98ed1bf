import type { ShopId } from '../../core/gate/types.ts'
import { OVERLAP_SECONDS } from '../../core/proofKey/decideRotation.ts'
import type { Database } from '../database.ts'

// A grant that was renewed under the new key names it, while the proof of the old one may still lie in a cart: whatever
// was opened before the change counts. The states are named for the index.
const SQL = `SELECT max("grant".ends_at) AS ends_at
  FROM proof_key AS signing JOIN "grant" ON "grant".shop_id = signing.shop_id
  WHERE signing.shop_id = $1::bigint AND signing.epoch = $2::text
    AND "grant".state IN ('open', 'paid', 'closed') AND "grant".ends_at > signing.signs_from
    AND ("grant".opened_at <= signing.signs_from + ${OVERLAP_SECONDS} OR "grant".epoch <> signing.epoch)`

/** When the last grant ends that an older key than this signing one may have signed, unix seconds; null for none. */
export async function findLastProofEnd({
  db,
  shopId,
  epoch,
}: {
  db: Database
  shopId: ShopId
  epoch: string
}): Promise<number | null> {
  const [row] = await db.hot.query('find_last_proof_end', SQL, [shopId, epoch])
  return row === undefined || row.ends_at === null ? null : Number(row.ends_at)
}
