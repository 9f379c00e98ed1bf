import type { ShopId } from '../../core/gate/types.ts'
import { MAX_LIST_SIZE } from '../../core/list/limits.ts'
import { refuseEmptyImport, refuseEndedImport, refuseLargeList } from '../../core/list/refuseImport.ts'
import type { FinishedListImport } from '../../core/list/types.ts'
import type { Database, HotRow } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { later, lockList } from './lockList.ts'
import { parseImportRow, parseListRow } from './parseListRow.ts'

export type FinishImportParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly listId: string
  readonly importId: string
  /** Unix seconds. */
  readonly at: number
}

/** Adding to a full list writes 100,000 rows and deletes as many. */
const LONGEST_MS = 60_000

/**
 * Let what an import brought be the list from now on; the list before it is kept until the next import. The import that
 * was the last to finish may be finished again: that changes nothing and answers what it came to.
 * @throws {NotFoundError} ERR_LIST_NOT_FOUND
 * @throws {ConflictError} ERR_LIST_STALE when the import has ended otherwise
 * @throws {InputError} ERR_LIST_TOO_LARGE, ERR_LIST_INVALID when it brought no address
 */
export async function finishImport(parameters: FinishImportParameters): Promise<FinishedListImport> {
  const { db, ...wanted } = parameters
  return db.prisma.$transaction((tx) => swapVersions({ tx, ...wanted }), { timeout: LONGEST_MS })
}

async function swapVersions(
  parameters: Omit<FinishImportParameters, 'db'> & { tx: Prisma.TransactionClient },
): Promise<FinishedListImport> {
  const { tx, shopId, listId, importId, at } = parameters
  const standing = await lockList({ tx, shopId, listId })
  const [ended] = await tx.$queryRaw<{ version: number; row: Record<string, unknown> }[]>`
      DELETE FROM list_import WHERE id = ${importId}::uuid AND list_id = ${listId}::uuid AND expires_at > ${at}
      RETURNING version, json_build_object('id', id, 'mode', mode, 'isTable', is_table, 'lines', lines,
        'entries', entries, 'duplicates', duplicates, 'bad', bad) AS row`
  if (!ended) {
    // Whoever got no answer asks again, and must not hear that nothing has changed.
    const finished = await findFinished({ tx, listId, importId })
    if (!finished) throw refuseEndedImport()
    return finished
  }
  const imported = parseImportRow(ended.row)
  if (imported.entries === 0) throw refuseEmptyImport()
  const joined =
    imported.mode === 'add' ? await copyEntries({ tx, listId, from: standing.version, to: ended.version }) : 0
  const size = imported.entries + joined
  if (size > MAX_LIST_SIZE) throw refuseLargeList()
  if (standing.previousVersion !== null) {
    await tx.listEntry.deleteMany({ where: { listId, version: standing.previousVersion } })
  }
  const known = imported.mode === 'add' ? standing.size - joined : 0
  const row = await tx.list.update({
    where: { id: listId },
    data: {
      version: ended.version,
      size,
      previousVersion: standing.version,
      previousSize: standing.size,
      lastImport: { ...imported, known },
      updatedAt: later(at, standing.updatedAt),
    },
  })
  return { list: parseListRow(row), import: imported, known }
}

/** What the import came to, if it was the last that finished and is not undone. */
async function findFinished(parameters: {
  tx: Prisma.TransactionClient
  listId: string
  importId: string
}): Promise<FinishedListImport | null> {
  const { tx, listId, importId } = parameters
  const row = await tx.list.findUniqueOrThrow({ where: { id: listId } })
  const last = row.lastImport as HotRow | null
  if (last === null || last.id !== importId) return null
  return { list: parseListRow(row), import: parseImportRow(last), known: Number(last.known) }
}

/** Write what stands in one version to another as well; answers how many the other did not have. */
async function copyEntries(parameters: {
  tx: Prisma.TransactionClient
  listId: string
  from: number
  to: number
}): Promise<number> {
  const { tx, listId, from, to } = parameters
  return tx.$executeRaw`INSERT INTO list_entry (list_id, version, hash)
    SELECT list_id, ${to}::int, hash FROM list_entry WHERE list_id = ${listId}::uuid AND version = ${from}
    ON CONFLICT DO NOTHING`
}
