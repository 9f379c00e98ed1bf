import type { ShopId } from '../core/gate/types.ts'
import { OVERLAP_SECONDS } from '../core/proofKey/planRotation.ts'
import type { ProofKey, StandingKey } from '../core/proofKey/types.ts'
import type { ProofKeysPort } from '../ports/proofKeys.ts'
import type { Database, HotRow } from './database.ts'
import type { Memory } from './known/createMemory.ts'
import { formatRootPurpose } from './proofKeys/formatRootPurpose.ts'
import { rotateProofKeys } from './proofKeys/rotateProofKeys.ts'
import type { DecryptSecret, DeriveProofKey } from './secrets.ts'
import { unknownShop } from './shops/unknownShop.ts'

const LIST = `SELECT shop.proof_root, proof_key.epoch, proof_key.created_at, proof_key.signs_from
  FROM shop JOIN proof_key ON proof_key.shop_id = shop.id
  WHERE shop.id = $1 AND proof_key.ends_at IS NULL ORDER BY proof_key.position DESC LIMIT 3`

const LIST_STANDING = `SELECT epoch, created_at, signs_from FROM proof_key
  WHERE shop_id = $1::bigint AND ends_at IS NULL ORDER BY position DESC`

const SIGN = `UPDATE proof_key SET signs_from = $3::bigint
  WHERE shop_id = $1::bigint AND epoch = $2::text AND signs_from IS NULL AND ends_at IS NULL`

const END_OLDER = `UPDATE proof_key SET ends_at = $3::bigint
  FROM proof_key AS signing
  WHERE proof_key.shop_id = $1::bigint AND proof_key.ends_at IS NULL
    AND signing.shop_id = $1::bigint AND signing.epoch = $2::text
    AND signing.signs_from <= $3::bigint AND signing.ends_at IS NULL AND proof_key.position < signing.position`

// A grant that was renewed under the new key names that key, while a proof of the old key may still be in a cart. So
// every grant that was opened before the change counts. The states are listed so that the index on them is used.
const FIND_LAST_PROOF_END = `SELECT max("grant".ends_at) AS ends_at
  FROM proof_key AS signing JOIN "grant" ON "grant".shop_id = signing.shop_id
  WHERE signing.shop_id = $1::bigint AND signing.epoch = $2::text
    AND "grant".state IN ('open', 'paid', 'closed') AND "grant".ends_at > signing.signs_from
    AND ("grant".opened_at <= signing.signs_from + ${OVERLAP_SECONDS} OR "grant".epoch <> signing.epoch)`

/**
 * Store the epochs and times of proof keys in the table `proof_key`. The keys themselves are derived from the shop's
 * root.
 */
export function createProofKeysPort(parameters: {
  db: Database
  memory: Memory
  decryptSecret: DecryptSecret
  deriveProofKey: DeriveProofKey
}): ProofKeysPort {
  const { db, memory, decryptSecret, deriveProofKey } = parameters
  const list = async ({ shopId }: { shopId: ShopId }): Promise<ProofKey[]> => {
    const rows = await db.hot.query('list_proof_keys', LIST, [shopId])
    const sealed = rows[0]?.proof_root
    if (typeof sealed !== 'string') throw unknownShop()
    const root = decryptSecret({ sealed, purpose: formatRootPurpose({ shopId }) })
    return rows.map((row) => {
      const key = parseStandingKey(row)
      return { ...key, key: deriveProofKey({ root, epoch: key.epoch, shopId }) }
    })
  }
  return {
    list,
    findSigning: async ({ shopId, epoch }) => {
      const known = memory.findKey({ shopId, epoch })
      if (known) return known
      const keys = await list({ shopId })
      memory.writeKeys({ shopId, keys })
      return keys.find((key) => key.epoch === epoch) ?? null
    },
    listStanding: async ({ shopId }) => {
      const rows = await db.hot.query('list_standing_keys', LIST_STANDING, [shopId])
      return rows.map(parseStandingKey)
    },
    rotate: rotateProofKeys(db),
    sign: async ({ shopId, epoch, at }) => {
      await db.hot.query('sign_with_key', SIGN, [shopId, epoch, at])
    },
    closeOlder: async ({ shopId, epoch, at }) => {
      await db.hot.query('end_older_keys', END_OLDER, [shopId, epoch, at])
    },
    findLastProofEnd: async ({ shopId, epoch }) => {
      const [row] = await db.hot.query('find_last_proof_end', FIND_LAST_PROOF_END, [shopId, epoch])
      return row === undefined || row.ends_at === null ? null : Number(row.ends_at)
    },
  }
}

function parseStandingKey(row: HotRow): StandingKey {
  return {
    epoch: String(row.epoch),
    createdAt: Number(row.created_at),
    signsFrom: row.signs_from === null ? null : Number(row.signs_from),
  }
}
