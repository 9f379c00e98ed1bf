import type { ScanRole, TokenIdScan } from '../core/chain/tokenIdScan.ts'
import type { TokenIdScansPort } from '../ports/tokenIdScans.ts'
import { createSweep } from './createSweep.ts'
import type { Database } from './database.ts'

/** A scan is stored for ninety days after its last change: a wallet that returns later is scanned anew. */
const KEPT_SECONDS = 90 * 86_400

const FIND =
  'SELECT key, first_block, last_block, ids, is_full FROM token_id_scan WHERE key = ANY($1::text[])'

// Locks rows in the order of their keys, so that no two statements deadlock.
const SAVE = `INSERT INTO token_id_scan (key, first_block, last_block, ids, is_full, expires_at)
  SELECT key, first_block, last_block, ids, is_full::boolean, $6::bigint
  FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])
    AS given (key, first_block, last_block, ids, is_full)
  ORDER BY key
  ON CONFLICT (key) DO UPDATE SET first_block = excluded.first_block, last_block = excluded.last_block,
    ids = excluded.ids, is_full = excluded.is_full, expires_at = excluded.expires_at`

/**
 * Store scans in the table `token_id_scan`, under hashes, so that the table names no wallet. Every hundredth saved scan
 * deletes expired ones.
 */
export function createTokenIdScansPort(parameters: {
  db: Database
  hashPersonal: (text: string) => string
  /** Unix seconds. */
  now: () => number
}): TokenIdScansPort {
  const { db, hashPersonal, now } = parameters
  const sweep = createSweep({ db, table: 'token_id_scan' })
  const keyOf = (role: ScanRole, { chain, contract, owner }: Pair): string =>
    hashPersonal(`token id scan ${role} ${chain} ${contract} ${owner}`)
  return {
    find: async ({ role, pairs }) => {
      const byKey = new Map(pairs.map((pair) => [keyOf(role, pair), pair]))
      const rows = await db.hot.query('find_token_id_scans', FIND, [[...byKey.keys()]])
      return rows.flatMap((row) => {
        const pair = byKey.get(String(row.key))
        if (!pair) return []
        const { chain, contract, owner } = pair
        const ids = String(row.ids)
        return [
          {
            chain,
            contract,
            owner,
            firstBlock: BigInt(String(row.first_block)),
            lastBlock: BigInt(String(row.last_block)),
            ids: ids === '' ? [] : ids.split(',').map(BigInt),
            isFull: row.is_full === true,
          },
        ]
      })
    },
    save: async ({ role, scans }) => {
      const at = now()
      await db.hot.query('save_token_id_scans', SAVE, [
        scans.map((pair) => keyOf(role, pair)),
        scans.map(({ firstBlock }) => firstBlock),
        scans.map(({ lastBlock }) => lastBlock),
        scans.map(({ ids }) => ids.join(',')),
        scans.map(({ isFull }) => String(isFull)),
        at + KEPT_SECONDS,
      ])
      await sweep(at, scans.length)
    },
  }
}

type Pair = Pick<TokenIdScan, 'chain' | 'contract' | 'owner'>
