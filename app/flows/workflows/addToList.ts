import { InputError, NotFoundError } from '../../core/errors/base.ts'
import { parseListAddress } from '../../core/list/parseListAddress.ts'
import type { List } from '../../core/list/types.ts'
import type { Needs } from '../context.ts'
import { readNames } from '../lists/readNames.ts'

export type AddToListParameters = {
  readonly myshopifyDomain: string
  /** The name of a list, or its id. */
  readonly list: string
  /** An address, or a name that stands for one. */
  readonly wallet: string
}

/**
 * Add a wallet to a list; nothing if it is on it.
 *
 * @throws {InputError} ERR_FLOW_PROPERTIES for what is no wallet, ERR_LIST_TOO_LARGE
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_LIST_NOT_FOUND
 */
export async function addToList(
  ctx: Needs<'now' | 'shops' | 'lists' | 'toChecksumAddress' | 'readEnsAddresses'>,
  { myshopifyDomain, list: text, wallet }: AddToListParameters,
): Promise<{ readonly list: Pick<List, 'id' | 'name'>; readonly isNew: boolean }> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const lists = await ctx.lists.list({ shopId })
  const list = lists.find(({ id }) => id === text) ?? lists.find(({ name }) => name === text)
  if (!list) {
    throw new NotFoundError('ERR_LIST_NOT_FOUND', 'There is no list of this name or id.', {
      hint: 'Copy the name from the page of lists.',
    })
  }
  const parsed = parseListAddress({ text: wallet, toChecksumAddress: ctx.toChecksumAddress })
  const [found] = parsed.kind === 'name' ? await readNames(ctx, { names: [parsed.name] }) : [parsed]
  if (found?.kind !== 'address') {
    throw new InputError('ERR_FLOW_PROPERTIES', 'The field “Wallet” is no wallet address.', {
      hint: 'Check the workflow’s field “Wallet”.',
    })
  }
  const { id: listId, name } = list
  const isNew = await ctx.lists.addAddress({ shopId, listId, address: found.address, at: ctx.now() })
  return { list: { id: listId, name }, isNew }
}
