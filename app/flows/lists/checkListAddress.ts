import { InputError } from '../../core/errors/base.ts'
import { parseListAddress } from '../../core/list/parseListAddress.ts'
import type { Needs } from '../context.ts'

export type CheckListAddressParameters = {
  readonly myshopifyDomain: string
  readonly listId: string
  readonly address: string
}

/**
 * Check for staff whether an address is on a list. No other door answers that without a login of the wallet.
 *
 * @throws {InputError} ERR_ADDRESS_INVALID
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_LIST_NOT_FOUND
 */
export async function checkListAddress(
  ctx: Needs<'shops' | 'toChecksumAddress' | 'lists'>,
  { myshopifyDomain, listId, address }: CheckListAddressParameters,
): Promise<{ isListed: boolean }> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const list = await ctx.lists.load({ shopId, listId })
  const { toChecksumAddress } = ctx
  const parsed = parseListAddress({ text: address.trim(), toChecksumAddress })
  if (parsed.kind === 'bad') throw invalidAddress(parsed.reason === 'checksum')
  const reads = [{ kind: 'list', listId: list.id, address: parsed.address }] as const
  const [isListed] = await ctx.lists.contain({ shopId, reads })
  return { isListed: isListed === true }
}

function invalidAddress(isMistyped: boolean): InputError {
  return new InputError(
    'ERR_ADDRESS_INVALID',
    isMistyped ? 'This address contains a typo.' : 'This is not a wallet address.',
    { hint: 'Copy it from the wallet and paste it here.' },
  )
}
