import type { ShopId } from '../../core/gate/types.ts'
import { PAYING_SECONDS } from '../../core/settlement/margins.ts'
import type { Database } from '../database.ts'
import { formatRootPurpose } from '../proofKeys/formatRootPurpose.ts'
import type { DeriveProofKey, OpenSecret } from '../secrets.ts'

export type FindProofKeyParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly epoch: string
  /** When the order was made, unix seconds. */
  readonly at: number
  readonly openSecret: OpenSecret
  readonly deriveProofKey: DeriveProofKey
}

/** K_epoch, and the clock by which its proofs say their end. */
export type OrderKey = { readonly key: Uint8Array; readonly ianaTimezone: string }

const SQL = `SELECT shop.proof_root, COALESCE(proof_key.iana_timezone, shop.iana_timezone) AS iana_timezone
  FROM shop JOIN proof_key ON proof_key.shop_id = shop.id
  WHERE shop.id = $1::bigint AND proof_key.epoch = $2::text
    AND (proof_key.ends_at IS NULL OR proof_key.ends_at > $3::bigint)`

/** The key of an epoch that counted when an order was made, whether it does today or not; null where there is none. */
export async function findProofKey(parameters: FindProofKeyParameters): Promise<OrderKey | null> {
  const { db, shopId, epoch, at, openSecret, deriveProofKey } = parameters
  const [row] = await db.hot.query('find_proof_key', SQL, [shopId, epoch, at - PAYING_SECONDS])
  if (typeof row?.proof_root !== 'string') return null
  const root = openSecret({ sealed: row.proof_root, purpose: formatRootPurpose({ shopId }) })
  return { key: deriveProofKey({ root, epoch, shopId }), ianaTimezone: String(row.iana_timezone) }
}
