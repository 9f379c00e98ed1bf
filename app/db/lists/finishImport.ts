import { emptyImport, endedImport, tooLargeList } from '../../core/list/importErrors.ts'
import { formatLastImport, parseLastImport } from '../../core/list/lastImportJson.ts'
import { MAX_LIST_SIZE } from '../../core/list/limits.ts'
import type { FinishedListImport } from '../../core/list/types.ts'
import type { ListImportsPort } from '../../ports/lists.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { addListNews } from '../messages/addListNews.ts'
import { chooseUpdatedAt, lockList } from './lockList.ts'
import { parseImportRow, parseListRow } from './parseListRow.ts'

/** Adding to a full list writes 100,000 rows and deletes as many. */
const LONGEST_MS = 60_000

/** Finish an import. @see ListImportsPort.finishImport */
export const finishImport =
  (db: Database): ListImportsPort['finishImport'] =>
  (ids) =>
    db.prisma.$transaction((tx) => setVersion(tx, ids), { timeout: LONGEST_MS })

async function setVersion(
  tx: Prisma.TransactionClient,
  ids: Parameters<ListImportsPort['finishImport']>[0],
): Promise<FinishedListImport> {
  const { shopId, listId, importId, at } = ids
  const standing = await lockList({ tx, shopId, listId })
  const [ended] = await tx.$queryRaw<{ version: number; row: Record<string, unknown> }[]>`
      DELETE FROM list_import WHERE id = ${importId}::uuid AND list_id = ${listId}::uuid AND expires_at > ${at}
      RETURNING version, json_build_object('id', id, 'mode', mode, 'isTable', is_table, 'lines', lines,
        'entries', entries, 'duplicates', duplicates, 'bad', bad) AS row`
  if (!ended) {
    // A caller that got no answer repeats the call, and then needs the same answer, not an error.
    const finished = await findFinished({ tx, listId, importId })
    if (!finished) throw endedImport()
    return finished
  }
  const imported = parseImportRow(ended.row)
  if (imported.entries === 0) throw emptyImport()
  const joined =
    imported.mode === 'add' ? await addEntries({ tx, listId, from: standing.version, to: ended.version }) : 0
  const size = imported.entries + joined
  if (size > MAX_LIST_SIZE) throw tooLargeList()
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
      lastImport: formatLastImport({ import: imported, known }),
      updatedAt: chooseUpdatedAt(at, standing.updatedAt),
    },
  })
  await addListNews({ tx, list: row, change: imported.mode === 'add' ? 'added' : 'replaced', at })
  return { list: parseListRow(row), import: imported, known }
}

/** The answer of this import, if it was the last to finish and was not undone. */
async function findFinished(parameters: {
  tx: Prisma.TransactionClient
  listId: string
  importId: string
}): Promise<FinishedListImport | null> {
  const { tx, listId, importId } = parameters
  const row = await tx.list.findUniqueOrThrow({ where: { id: listId } })
  const last = parseLastImport(row.lastImport)
  return last?.import.id === importId ? { list: parseListRow(row), ...last } : null
}

/** Copy the entries of one version to another; answers how many the other did not have. */
async function addEntries(parameters: {
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
