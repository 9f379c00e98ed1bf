import { ConflictError } from '../../core/errors/base.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { lockList } from './lockList.ts'

export type DeleteListParameters = { readonly db: Database; readonly shopId: ShopId; readonly listId: string }

/**
 * Delete a list with its addresses, unless a gate of the shop names it.
 * @throws {NotFoundError} ERR_LIST_NOT_FOUND
 * @throws {ConflictError} ERR_LIST_IN_USE
 */
export async function deleteList({ db, shopId, listId }: DeleteListParameters): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    await lockList({ tx, shopId, listId })
    // A deny list that is gone would let everybody in, so whoever deletes looks once more, in the statement itself.
    const deleted = await tx.$executeRaw`DELETE FROM list WHERE id = ${listId}::uuid AND NOT EXISTS (
      SELECT 1 FROM gate WHERE gate.shop_id = ${shopId} AND position(${listId} in gate.requirement::text) > 0)`
    if (deleted === 0) throw refuseUsedList()
  })
}

function refuseUsedList(): ConflictError {
  return new ConflictError('ERR_LIST_IN_USE', 'A gate needs this list.', {
    hint: 'Take the list out of the gate first.',
  })
}
