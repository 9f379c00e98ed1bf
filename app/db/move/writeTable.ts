import type { Client } from 'pg'
import type { MovedTable } from './listTables.ts'
import { formatName } from './queryFunction.ts'
import { sendCopy } from './sendCopy.ts'

/** Pages of a table that are copied at once, so that a table of any size needs little memory: 2 MB. */
const PAGES_AT_ONCE = 256

/** Copy the rows of a table, page by page; calls `tell` with the number of rows so far. */
export async function writeTable({
  readRows,
  target,
  table,
  tell,
}: {
  /** Run a `COPY` to `/dev/blob` on the source; returns the rows in PostgreSQL's text format. */
  readRows: (sql: string) => Promise<Uint8Array>
  target: Client
  table: MovedTable
  tell: (rows: number) => void
}): Promise<void> {
  const name = formatName(table.name)
  const columns = table.columns.map(formatName).join(', ')
  let rows = 0
  for (let page = 0; page < table.pages; page += PAGES_AT_ONCE) {
    const range = `ctid >= '(${page},0)' AND ctid < '(${page + PAGES_AT_ONCE},0)'`
    const read = await readRows(`COPY (SELECT ${columns} FROM ${name} WHERE ${range}) TO '/dev/blob'`)
    if (read.length === 0) continue
    rows += await sendCopy({ client: target, sql: `COPY ${name} (${columns}) FROM STDIN`, rows: read })
    tell(rows)
  }
}
