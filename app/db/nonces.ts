import type { ChainSlug, WalletAddress } from '../core/chain/types.ts'
import type { IssuedNonce } from '../core/login/types.ts'
import type { NoncesPort } from '../ports/nonces.ts'
import { createSweep } from './createSweep.ts'
import type { Database, HotRow } from './database.ts'

const COLUMNS =
  'value, door, shop_id, chain, wallet_address, domain, uri, statement, method, key_thumbprint, issued_at, expires_at'

const ISSUE = `INSERT INTO nonce (${COLUMNS})
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`

const FIND = `SELECT ${COLUMNS}
  FROM nonce WHERE value = $1 AND door = $2 AND shop_id = $3 AND expires_at > $4`

/** The only statement that uses a nonce up: exactly one caller gets a row. */
export const CONSUME_NONCE_SQL =
  'DELETE FROM nonce WHERE value = $1 AND door = $2 AND shop_id = $3 AND expires_at > $4 RETURNING value'

/** Store nonces in the table `nonce`. Every hundredth `issue` deletes expired ones. */
export function createNoncesPort({ db }: { db: Database }): NoncesPort {
  const sweep = createSweep({ db, table: 'nonce' })
  return {
    issue: async (nonce) => {
      await db.hot.query('issue_nonce', ISSUE, [
        nonce.value,
        nonce.door,
        nonce.shopId,
        nonce.wallet?.chain ?? null,
        nonce.wallet?.address ?? null,
        nonce.domain,
        nonce.uri,
        nonce.statement,
        nonce.method,
        nonce.keyThumbprint,
        nonce.issuedAt,
        nonce.expiresAt,
      ])
      await sweep(nonce.issuedAt)
    },
    find: async ({ value, door, shopId, now }) => {
      const [row] = await db.hot.query('find_nonce', FIND, [value, door, shopId, now])
      return row ? parseNonceRow(row) : null
    },
    consume: async ({ value, door, shopId, now }) => {
      const rows = await db.hot.query('consume_nonce', CONSUME_NONCE_SQL, [value, door, shopId, now])
      return rows.length === 1
    },
  }
}

function parseNonceRow(row: HotRow): IssuedNonce {
  return {
    value: String(row.value),
    door: row.door as IssuedNonce['door'],
    shopId: BigInt(String(row.shop_id)),
    wallet: row.chain === null ? null : parseWallet(row),
    domain: String(row.domain),
    uri: String(row.uri),
    statement: String(row.statement),
    method: row.method as IssuedNonce['method'],
    keyThumbprint: row.key_thumbprint === null ? null : String(row.key_thumbprint),
    issuedAt: Number(row.issued_at),
    expiresAt: Number(row.expires_at),
  }
}

function parseWallet(row: HotRow): IssuedNonce['wallet'] {
  return { chain: row.chain as ChainSlug, address: row.wallet_address as WalletAddress }
}
