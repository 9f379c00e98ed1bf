import { InputError } from '../../core/errors/base.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { isShopPage } from '../../core/login/isShopPage.ts'
import type { Needs } from '../context.ts'
import { limitClient } from './limitClient.ts'

export type CheckQrPageParameters = {
  readonly myshopifyDomain: string
  readonly clientAddress: ClientAddress | null
  /** The absolute URL that a code should lead to. */
  readonly page: string
}

/**
 * Check that a QR code leads to a page of this shop. Answers its URL. A code of another site under the shop's address
 * would lend that site the shop's name.
 *
 * Costs two statements: the shop and the limits.
 * @throws {InputError} ERR_QUERY_INVALID. @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 * @throws {AccessError} ERR_RATE_LIMITED
 */
export async function checkQrPage(
  ctx: Needs<'now' | 'shops' | 'limits' | 'limitFactor'>,
  { myshopifyDomain, clientAddress, page }: CheckQrPageParameters,
): Promise<string> {
  const shop = await ctx.shops.load(myshopifyDomain)
  await limitClient(ctx, { request: 'qr', shop, clientAddress, walletAddress: null })
  if (isShopPage({ ...shop, page })) return page
  throw new InputError('ERR_QUERY_INVALID', '"page" is not a page of this shop.', {
    hint: 'Send the URL of a page of this shop, at most 1,500 characters long.',
  })
}
