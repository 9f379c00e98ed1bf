import type { ShopId } from '../../core/gate/types.ts'
import type { ListImport, ListImportMode } from '../../core/list/types.ts'
import type { Database } from '../database.ts'
import { dropImport } from './dropImport.ts'
import { lockList } from './lockList.ts'
import { parseImportRow } from './parseListRow.ts'
import { sweepImports } from './sweepImports.ts'

/** How long an import waits for its next line. */
export const IMPORT_SECONDS = 3600

export type StartImportParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly listId: string
  /** A UUID for the import. */
  readonly id: string
  readonly mode: ListImportMode
  /** Unix seconds. */
  readonly now: number
}

/**
 * Begin to import into a list, in the place of an import that is not finished; whoever goes on with that one is told.
 * @throws {NotFoundError} ERR_LIST_NOT_FOUND
 */
export async function startImport(parameters: StartImportParameters): Promise<ListImport> {
  const { db, shopId, listId, id, mode, now } = parameters
  await sweepImports({ db, now })
  const row = await db.prisma.$transaction(async (tx) => {
    const { nextVersion: version } = await lockList({ tx, shopId, listId })
    await dropImport({ tx, listId })
    await tx.list.update({ where: { id: listId }, data: { nextVersion: version + 1 } })
    return tx.listImport.create({
      data: { id, listId, version, mode, expiresAt: BigInt(now + IMPORT_SECONDS) },
    })
  })
  return parseImportRow(row)
}
