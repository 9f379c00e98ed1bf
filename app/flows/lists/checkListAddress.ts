import type { WalletAddress } from '../../core/chain/types.ts'
import { InputError } from '../../core/errors/base.ts'
import { parseListAddress } from '../../core/list/parseListAddress.ts'
import type { BadLineReason } from '../../core/list/types.ts'
import type { Needs } from '../context.ts'
import { readNames } from './readNames.ts'

export type CheckListAddressParameters = {
  readonly myshopifyDomain: string
  readonly listId: string
  readonly address: string
}

/** `address`: the one that was typed, or that the typed name stands for. */
export type CheckListAddressResult = { readonly isListed: boolean; readonly address: WalletAddress }

/**
 * Check for staff whether an address is on a list. No other door answers that without a login of the wallet.
 *
 * @throws {InputError} ERR_ADDRESS_INVALID
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_LIST_NOT_FOUND
 */
export async function checkListAddress(
  ctx: Needs<'shops' | 'toChecksumAddress' | 'readEnsAddresses' | 'lists'>,
  { myshopifyDomain, listId, address }: CheckListAddressParameters,
): Promise<CheckListAddressResult> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const list = await ctx.lists.load({ shopId, listId })
  const { toChecksumAddress } = ctx
  const parsed = parseListAddress({ text: address.trim(), toChecksumAddress })
  const [found] = parsed.kind === 'name' ? await readNames(ctx, { names: [parsed.name] }) : [parsed]
  if (found?.kind !== 'address') throw invalidAddress(found?.reason ?? 'not-an-address')
  const reads = [{ kind: 'list', listId: list.id, address: found.address }] as const
  const [isListed] = await ctx.lists.contain({ shopId, reads })
  return { isListed: isListed === true, address: found.address }
}

const SENTENCES: Partial<Record<BadLineReason, string>> = {
  checksum: 'This address contains a typo.',
  'name-unknown': 'This name has no wallet address.',
  'name-service': 'Names of this service are not looked up.',
  'name-unread': 'This name could not be looked up just now.',
}

function invalidAddress(reason: BadLineReason): InputError {
  return new InputError('ERR_ADDRESS_INVALID', SENTENCES[reason] ?? 'This is not a wallet address.', {
    hint: 'Copy the address from the wallet and paste it here.',
  })
}
