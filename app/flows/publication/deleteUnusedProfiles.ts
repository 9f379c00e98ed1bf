import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { deleteDiscount } from './deleteDiscount.ts'

/**
 * Delete profiles that no gate has used for longer than a proof lives, and their discounts. A shop can have eight
 * profiles and 25 active discounts. The discount goes first, because it has the old combination.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function deleteUnusedProfiles(
  ctx: Needs<'now' | 'profiles' | 'shopify'>,
  { shop }: { shop: Shop },
): Promise<void> {
  for (const { profile } of await ctx.profiles.findUnused({ shopId: shop.id, at: ctx.now() })) {
    for (const discountId of await ctx.shopify.findProfileDiscounts({ profile })) {
      await deleteDiscount(ctx, { discountId })
    }
    await ctx.profiles.remove({ shopId: shop.id, profile })
  }
}
