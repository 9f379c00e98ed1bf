import type { ScanRole, TokenIdScan } from '../../core/chain/tokenIdScan.ts'
import type { Database } from '../database.ts'
import { formatScanKey } from './formatScanKey.ts'

export type SaveScansParameters = {
  readonly db: Database
  readonly hashPersonal: (text: string) => string
  readonly role: ScanRole
  readonly scans: readonly TokenIdScan[]
  /** Unix seconds. */
  readonly expiresAt: number
}

const SQL = `INSERT INTO token_id_scan (key, first_block, last_block, ids, is_full, expires_at)
  SELECT key, first_block, last_block, ids, is_full::boolean, $6::bigint
  FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])
    AS given (key, first_block, last_block, ids, is_full)
  ORDER BY key
  ON CONFLICT (key) DO UPDATE SET first_block = excluded.first_block, last_block = excluded.last_block,
    ids = excluded.ids, is_full = excluded.is_full, expires_at = excluded.expires_at`

/**
 * Keep scans. One statement; of two processes the later writes over the earlier, and loses nothing but time: each row is
 * true by itself. Rows are locked in the order of their keys, so that no two statements wait for each other.
 */
export async function saveScans(parameters: SaveScansParameters): Promise<void> {
  const { db, hashPersonal, role, scans, expiresAt } = parameters
  await db.hot.query('save_token_id_scans', SQL, [
    scans.map((pair) => hashPersonal(formatScanKey({ role, pair }))),
    scans.map(({ firstBlock }) => firstBlock),
    scans.map(({ lastBlock }) => lastBlock),
    scans.map(({ ids }) => ids.join(',')),
    scans.map(({ isFull }) => String(isFull)),
    expiresAt,
  ])
}
