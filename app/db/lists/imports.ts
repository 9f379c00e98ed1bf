import { ConflictError } from '../../core/errors/base.ts'
import type { ListImportsPort } from '../../ports/lists.ts'
import type { Database } from '../database.ts'
import { Prisma } from '../generated/client.ts'
import { addListNews } from '../messages/addListNews.ts'
import { finishImport } from './finishImport.ts'
import { hashEntry } from './hashEntry.ts'
import { chooseUpdatedAt, lockList } from './lockList.ts'
import { IMPORT_COLUMNS, parseImportRow, parseListRow } from './parseListRow.ts'

/** How long an import waits for more lines, in seconds. */
const IMPORT_SECONDS = 3600

const FIND = `SELECT ${IMPORT_COLUMNS} FROM list_import JOIN list ON list.id = list_import.list_id
  WHERE list_import.id = $1 AND list.id = $2 AND list.shop_id = $3 AND list_import.expires_at > $4`

// Locks the import's row first, so that lines that arrive twice at once are written once.
const APPEND = `WITH standing AS (
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

// Deletes at most ten abandoned imports. Skips rows that another transaction has locked.
const SWEEP = `WITH ended AS (
    DELETE FROM list_import WHERE id IN (
      SELECT id FROM list_import WHERE expires_at <= $1 ORDER BY expires_at LIMIT 10 FOR UPDATE SKIP LOCKED)
    RETURNING list_id, version
  ) DELETE FROM list_entry AS entry USING ended WHERE entry.list_id = ended.list_id AND entry.version = ended.version`

/** Store imports in the table `list_import`. Every new import deletes abandoned ones. */
export function createListImportsPort(parameters: {
  db: Database
  hashPersonal: (text: string) => string
}): ListImportsPort {
  const { db, hashPersonal } = parameters
  return {
    startImport: async ({ shopId, listId, id, mode, now }) => {
      await db.hot.query('sweep_list_imports', SWEEP, [now])
      const expiresAt = BigInt(now + IMPORT_SECONDS)
      const row = await db.prisma.$transaction(async (tx) => {
        const { nextVersion: version } = await lockList({ tx, shopId, listId })
        await deleteImport({ tx, listId })
        await tx.list.update({ where: { id: listId }, data: { nextVersion: version + 1 } })
        return tx.listImport.create({ data: { id, listId, version, mode, expiresAt } })
      })
      return parseImportRow(row)
    },
    findImport: async ({ shopId, listId, importId, now }) => {
      const [row] = await db.hot.query('find_list_import', FIND, [importId, listId, shopId, now])
      return row ? parseImportRow(row) : null
    },
    append: async ({ shopId, listId, importId, expectedLines, lines, addresses, bad, isTable, now }) => {
      const hashes = addresses.map((address) => hashEntry({ hashPersonal, shopId, address }))
      const [row] = await db.hot.query('append_list_entries', APPEND, [
        importId,
        listId,
        shopId,
        now,
        expectedLines,
        // In index order, so that PostgreSQL writes them in one pass over the index.
        hashes.sort(),
        lines,
        bad,
        isTable,
        now + IMPORT_SECONDS,
      ])
      return row ? parseImportRow(row) : null
    },
    finishImport: finishImport(db),
    cancelImport: ({ shopId, listId, importId }) =>
      db.prisma.$transaction(async (tx) => {
        await lockList({ tx, shopId, listId })
        await deleteImport({ tx, listId, importId })
      }),
    undoImport: ({ shopId, listId, expectedUpdatedAt, at }) =>
      db.prisma.$transaction(async (tx) => {
        const { version, previousVersion, updatedAt } = await lockList({ tx, shopId, listId })
        if (previousVersion === null || updatedAt !== expectedUpdatedAt) throw staleList()
        const { previousSize } = await tx.list.findUniqueOrThrow({ where: { id: listId } })
        const row = await tx.list.update({
          where: { id: listId },
          data: {
            version: previousVersion,
            size: previousSize ?? 0,
            previousVersion: null,
            previousSize: null,
            lastImport: Prisma.DbNull,
            updatedAt: chooseUpdatedAt(at, updatedAt),
          },
        })
        await tx.listEntry.deleteMany({ where: { listId, version } })
        await addListNews({ tx, list: row, change: 'undone', at })
        return parseListRow(row)
      }),
  }
}

/** Delete a list's unfinished import, or only the named one, with its entries. */
export async function deleteImport(parameters: {
  tx: Prisma.TransactionClient
  listId: string
  importId?: string
}): Promise<void> {
  const { tx, listId, importId } = parameters
  const where = importId === undefined ? { listId } : { listId, id: importId }
  const standing = await tx.listImport.findFirst({ where })
  if (standing === null) return
  // Delete the row first: this waits for a running `append`, and then no more entries are added.
  await tx.listImport.deleteMany({ where: { id: standing.id } })
  await tx.listEntry.deleteMany({ where: { listId, version: standing.version } })
}

function staleList(): ConflictError {
  return new ConflictError('ERR_LIST_STALE', 'This list was changed by someone else in the meantime.', {
    hint: 'Reload the page to see the current list.',
  })
}
