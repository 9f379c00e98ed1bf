import type { ScanRole, TokenIdScan } from '../../core/chain/tokenIdScan.ts'
import type { Database } from '../database.ts'
import { formatScanKey, type ScanPair } from './formatScanKey.ts'

export type FindScansParameters = {
  readonly db: Database
  readonly hashPersonal: (text: string) => string
  readonly role: ScanRole
  readonly pairs: readonly ScanPair[]
}

const SQL = 'SELECT key, first_block, last_block, ids, is_full FROM token_id_scan WHERE key = ANY($1::text[])'

/** Find what was scanned of some contracts for some wallets; a pair without a scan is left out. One statement. */
export async function findScans({
  db,
  hashPersonal,
  role,
  pairs,
}: FindScansParameters): Promise<TokenIdScan[]> {
  const byKey = new Map(pairs.map((pair) => [hashPersonal(formatScanKey({ role, pair })), pair]))
  const rows = await db.hot.query('find_token_id_scans', SQL, [[...byKey.keys()]])
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
}
