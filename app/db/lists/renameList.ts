import type { ShopId } from '../../core/gate/types.ts'
import type { List } from '../../core/list/types.ts'
import type { Database } from '../database.ts'
import { Prisma } from '../generated/client.ts'
import { later, lockList } from './lockList.ts'
import { parseListRow } from './parseListRow.ts'

export type RenameListParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly listId: string
  readonly name: string
  /** Unix seconds. */
  readonly at: number
}

/**
 * Give a list another name; null where another list of the shop has it.
 * @throws {NotFoundError} ERR_LIST_NOT_FOUND
 */
export async function renameList(parameters: RenameListParameters): Promise<List | null> {
  const { db, shopId, listId, name, at } = parameters
  try {
    return await db.prisma.$transaction(async (tx) => {
      const { updatedAt } = await lockList({ tx, shopId, listId })
      const row = await tx.list.update({
        where: { id: listId },
        data: { name, updatedAt: later(at, updatedAt) },
      })
      return parseListRow(row)
    })
  } catch (error) {
    if (isNameTaken(error)) return null
    throw error
  }
}

function isNameTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}
