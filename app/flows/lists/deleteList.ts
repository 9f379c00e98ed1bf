import { ConflictError } from '../../core/errors/base.ts'
import type { Needs } from '../context.ts'
import { findListGates, type ListGate } from './findListGates.ts'

/**
 * Delete a list with its addresses; no gate may name it.
 *
 * @throws {ConflictError} ERR_LIST_IN_USE, naming the gates
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_LIST_NOT_FOUND
 */
export async function deleteList(
  ctx: Needs<'now' | 'shops' | 'gates' | 'lists'>,
  { myshopifyDomain, listId }: { myshopifyDomain: string; listId: string },
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const { id } = await ctx.lists.load({ shopId, listId })
  const gates = (await findListGates(ctx, { shopId })).get(id) ?? []
  if (gates.length > 0) throw usedList(gates)
  await ctx.lists.delete({ shopId, listId: id, at: ctx.now() })
}

function usedList(gates: readonly ListGate[]): ConflictError {
  const names = gates.map(({ name }) => `“${name}”`).join(', ')
  return new ConflictError('ERR_LIST_IN_USE', `This list cannot be deleted while it is used by ${names}.`, {
    hint: 'Remove the list from there first.',
  })
}
