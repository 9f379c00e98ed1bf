import { InputError } from '../../core/errors/base.ts'
import { MAX_LISTS } from '../../core/list/limits.ts'
import { parseListName, takenName } from '../../core/list/parseListName.ts'
import type { List } from '../../core/list/types.ts'
import { formatUuid } from '../../core/text/formatUuid.ts'
import type { Needs } from '../context.ts'

/**
 * Create an empty list.
 *
 * @throws {InputError} ERR_LIST_INVALID if the name is invalid or taken, or the shop has too many lists
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function createList(
  ctx: Needs<'now' | 'createRandomHex' | 'shops' | 'lists'>,
  { myshopifyDomain, name: written }: { myshopifyDomain: string; name: string },
): Promise<List> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const name = parseListName(written)
  if ((await ctx.lists.list({ shopId })).length >= MAX_LISTS) throw tooManyLists()
  const list = await ctx.lists.create({
    id: formatUuid(ctx.createRandomHex(16)),
    shopId,
    name,
    at: ctx.now(),
  })
  if (list === null) throw takenName()
  return list
}

function tooManyLists(): InputError {
  return new InputError('ERR_LIST_INVALID', `A shop can have at most ${MAX_LISTS} lists.`, {
    hint: 'Delete a list that no gate uses.',
  })
}
