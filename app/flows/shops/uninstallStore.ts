import { NotFoundError } from '../../core/errors/base.ts'
import type { SignedCallback } from '../../ports/platform.ts'
import type { Needs } from '../context.ts'
import { consumeCallback } from './consumeCallback.ts'
import { uninstallShop } from './uninstallShop.ts'

/**
 * Uninstall the app of a BigCommerce store: its token and its members' sessions go. A callback that comes late, twice or
 * from an unknown store changes nothing: what is older than the latest install is ignored. A webhook has no id.
 *
 * @throws {AccessError} ERR_CALLBACK_USED for a callback that opened the app
 */
export async function uninstallStore(
  ctx: Needs<'now' | 'shops' | 'limits'>,
  { callback }: { callback: SignedCallback | Pick<SignedCallback, 'myshopifyDomain' | 'issuedAt'> },
): Promise<void> {
  if ('id' in callback) await consumeCallback(ctx, { callback, isOpening: false })
  const { myshopifyDomain, issuedAt } = callback
  try {
    const shop = await ctx.shops.load(myshopifyDomain)
    await uninstallShop(ctx, { shopId: shop.id, triggeredAt: issuedAt })
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
}
