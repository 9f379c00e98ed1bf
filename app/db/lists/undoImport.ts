import { ConflictError } from '../../core/errors/base.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { List } from '../../core/list/types.ts'
import type { Database } from '../database.ts'
import { Prisma } from '../generated/client.ts'
import { later, lockList } from './lockList.ts'
import { parseListRow } from './parseListRow.ts'

export type UndoImportParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly listId: string
  /** The list as whoever undoes it has seen it. */
  readonly expectedUpdatedAt: number
  /** Unix seconds. */
  readonly at: number
}

/**
 * Let the list be what it was before the last import.
 * @throws {NotFoundError} ERR_LIST_NOT_FOUND
 * @throws {ConflictError} ERR_LIST_STALE when it was changed since, or there is nothing to undo
 */
export async function undoImport(parameters: UndoImportParameters): Promise<List> {
  const { db, shopId, listId, expectedUpdatedAt, at } = parameters
  return db.prisma.$transaction(async (tx) => {
    const { version, previousVersion, updatedAt } = await lockList({ tx, shopId, listId })
    if (previousVersion === null || updatedAt !== expectedUpdatedAt) throw refuseChangedList()
    const { previousSize } = await tx.list.findUniqueOrThrow({ where: { id: listId } })
    const row = await tx.list.update({
      where: { id: listId },
      data: {
        version: previousVersion,
        size: previousSize ?? 0,
        previousVersion: null,
        previousSize: null,
        lastImport: Prisma.DbNull,
        updatedAt: later(at, updatedAt),
      },
    })
    await tx.listEntry.deleteMany({ where: { listId, version } })
    return parseListRow(row)
  })
}

function refuseChangedList(): ConflictError {
  return new ConflictError('ERR_LIST_STALE', 'This list was changed by someone else in the meantime.', {
    hint: 'Reload the page to see the list as it stands.',
  })
}
