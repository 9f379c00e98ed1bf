import type { WalletAddress } from '../../core/chain/types.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { ListImport } from '../../core/list/types.ts'
import type { Database } from '../database.ts'
import { hashEntry } from './hashEntry.ts'
import { IMPORT_COLUMNS, parseImportRow } from './parseListRow.ts'
import { IMPORT_SECONDS } from './startImport.ts'

export type AppendEntriesParameters = {
  readonly db: Database
  readonly hashPersonal: (text: string) => string
  readonly shopId: ShopId
  readonly listId: string
  readonly importId: string
  /** How many lines have come before these. */
  readonly expectedLines: number
  /** How many lines these are, and what they say. */
  readonly lines: number
  readonly addresses: readonly WalletAddress[]
  readonly bad: number
  readonly isTable: boolean
  /** Unix seconds. */
  readonly now: number
}

// The import's row is locked first: lines that come twice at once are written once.
const SQL = `WITH standing AS (
    SELECT list_import.id, list_import.list_id, list_import.version
    FROM list_import JOIN list ON list.id = list_import.list_id
    WHERE list_import.id = $1 AND list.id = $2 AND list.shop_id = $3 AND list_import.expires_at > $4
      AND list_import.lines = $5
    FOR UPDATE OF list_import
  ), added AS (
    INSERT INTO list_entry (list_id, version, hash)
    SELECT standing.list_id, standing.version, decode(given.hash, 'hex')
    FROM standing CROSS JOIN unnest($6::text[]) AS given(hash)
    ON CONFLICT DO NOTHING RETURNING 1
  ), counted AS (SELECT count(*)::int AS entries FROM added)
  UPDATE list_import SET lines = list_import.lines + $7, entries = list_import.entries + counted.entries,
    duplicates = list_import.duplicates + cardinality($6::text[]) - counted.entries, bad = list_import.bad + $8,
    is_table = $9, expires_at = $10
  FROM standing, counted WHERE list_import.id = standing.id
  RETURNING ${IMPORT_COLUMNS}`

/** Write lines to an import, in one statement; null where it has ended or these lines were not the next. */
export async function appendEntries(parameters: AppendEntriesParameters): Promise<ListImport | null> {
  const { db, hashPersonal, shopId, listId, importId, expectedLines, now } = parameters
  const { lines, addresses, bad, isTable } = parameters
  const hashes = addresses.map((address) => hashEntry({ hashPersonal, shopId, address }))
  const [row] = await db.hot.query('append_list_entries', SQL, [
    importId,
    listId,
    shopId,
    now,
    expectedLines,
    // In the order of the index they are written in one sweep over it.
    hashes.sort(),
    lines,
    bad,
    isTable,
    now + IMPORT_SECONDS,
  ])
  return row ? parseImportRow(row) : null
}
