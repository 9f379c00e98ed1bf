import type { MovedTable } from './listTables.ts'
import { formatName, type QueryFunction } from './queryFunction.ts'

/** A table's number of rows, and a checksum of all of them in any order. */
export type TableDigest = { readonly rows: number; readonly checksum: string }

/**
 * Settings on which the text of a row depends, and no limit of time.
 * @see https://www.postgresql.org/docs/current/runtime-config-client.html
 */
export const TEXT_SETTINGS = [
  "TimeZone = 'UTC'",
  "DateStyle = 'ISO, MDY'",
  "IntervalStyle = 'postgres'",
  'extra_float_digits = 1',
  "bytea_output = 'hex'",
  "client_encoding = 'UTF8'",
  'statement_timeout = 0',
  'lock_timeout = 0',
  'idle_in_transaction_session_timeout = 0',
]

/** Read the digest of a table. The two halves of each row's MD5 are summed, because MD5 is the same everywhere. */
export async function readDigest({
  query,
  table,
}: {
  query: QueryFunction
  table: MovedTable
}): Promise<TableDigest> {
  const columns = table.columns.map(formatName).join(', ')
  const half = (end: 'left' | 'right') => `coalesce(sum(('x' || ${end}(h, 16))::bit(64)::bigint::numeric), 0)`
  const [found] = await query(
    `SELECT count(*)::text AS rows, ${half('left')}::text AS head, ${half('right')}::text AS tail
      FROM (SELECT md5(ROW(${columns})::text) AS h FROM ${formatName(table.name)}) AS hashed`,
  )
  return { rows: Number(found?.rows), checksum: `${found?.head} ${found?.tail}` }
}
