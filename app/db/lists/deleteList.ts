import { ConflictError } from '../../core/errors/base.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { dropImport } from './dropImport.ts'
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
    // Lines that are being written hold the import and need the list: the import goes before the list is taken whole.
    await dropImport({ tx, listId })
    // Gates that are being written hold the lists they name: see `holdLists`. After them, this is seen in its turn.
    await tx.$queryRaw`SELECT id FROM list WHERE id = ${listId}::uuid FOR UPDATE`
    const deleted = await tx.$executeRaw`DELETE FROM list WHERE id = ${listId}::uuid AND NOT EXISTS (
      SELECT 1 FROM gate WHERE gate.shop_id = ${shopId} AND gate.deleted_at IS NULL AND position(${listId} in gate.requirement::text) > 0)`
    if (deleted === 0) throw refuseUsedList()
  })
}

function refuseUsedList(): ConflictError {
  return new ConflictError('ERR_LIST_IN_USE', 'A gate needs this list.', {
    hint: 'Take the list out of the gate first.',
  })
}
