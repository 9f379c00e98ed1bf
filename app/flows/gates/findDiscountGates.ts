import type { GateNumber } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/** The gates of a discount at Shopify, by number, and its profile. */
export type DiscountGates = { readonly profile: number; readonly numbers: readonly GateNumber[] }

/**
 * Find which gates give a discount: those of its profile. Null if the discount is not one of the shop's profiles.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function findDiscountGates(
  ctx: Needs<'now' | 'shops' | 'gates' | 'profiles'>,
  { myshopifyDomain, discountId }: { myshopifyDomain: string; discountId: number },
): Promise<DiscountGates | null> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const profiles = await ctx.profiles.list({ shopId })
  const found = profiles.find((one) => one.discountId?.endsWith(`/${discountId}`))
  if (!found) return null
  const { profile } = found
  const page = { sort: 'newest', limit: 2, now: ctx.now() } as const
  const { gates } = await ctx.gates.listPage({ shopId, filter: { profile }, ...page })
  return { profile, numbers: gates.map(({ number }) => number) }
}
