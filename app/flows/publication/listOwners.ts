import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

/** What carries a config at Shopify: a profile's discount, or the validation (`profile` null). */
export type Owner = { readonly ownerId: string; readonly profile: number | null }

/** List the owners a shop has, as the database knows them: its discounts by profile, then its validation. */
export async function listOwners(ctx: Needs<'profiles'>, { shop }: { shop: Shop }): Promise<Owner[]> {
  const profiles = await ctx.profiles.list({ shopId: shop.id })
  const discounts = profiles.flatMap(({ profile, discountId }) =>
    discountId === null ? [] : [{ ownerId: discountId, profile }],
  )
  const { validationId } = shop
  return validationId === null ? discounts : [...discounts, { ownerId: validationId, profile: null }]
}
