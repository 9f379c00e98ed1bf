import type { ShopId } from '../../core/gate/types.ts'
import type { ProofKey } from '../../core/proofKey/types.ts'
import type { Database } from '../database.ts'
import type { OpenSecret } from '../secrets.ts'
import { formatRootPurpose } from '../shops/formatRootPurpose.ts'
import { refuseUnknownShop } from '../shops/refuseUnknownShop.ts'
import { parseStandingKey } from './parseStandingKey.ts'

/** K_epoch from a shop's root. */
export type DeriveProofKey = (parameters: {
  readonly root: Uint8Array
  readonly epoch: string
  readonly shopId: bigint
}) => Uint8Array

export type ListProofKeysParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly openSecret: OpenSecret
  readonly deriveProofKey: DeriveProofKey
}

const SQL = `SELECT shop.proof_root, proof_key.epoch, proof_key.created_at, proof_key.signs_from
  FROM shop JOIN proof_key ON proof_key.shop_id = shop.id
  WHERE shop.id = $1 AND proof_key.ends_at IS NULL ORDER BY proof_key.position DESC LIMIT 3`

/**
 * List a shop's proof keys, newest first, at most 3, never none. One of them may not sign yet.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function listProofKeys(parameters: ListProofKeysParameters): Promise<ProofKey[]> {
  const { db, shopId, openSecret, deriveProofKey } = parameters
  const rows = await db.hot.query('list_proof_keys', SQL, [shopId])
  const sealed = rows[0]?.proof_root
  if (typeof sealed !== 'string') throw refuseUnknownShop()
  const root = openSecret({ sealed, purpose: formatRootPurpose({ shopId }) })
  return rows.map((row) => {
    const key = parseStandingKey(row)
    return { ...key, key: deriveProofKey({ root, epoch: key.epoch, shopId }) }
  })
}
