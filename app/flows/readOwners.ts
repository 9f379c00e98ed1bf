import type { Shop } from '../core/gate/shop.ts'
import { composeProofConfig } from './composeProofConfig.ts'
import type { Needs } from './context.ts'
import { listStandingGates } from './listStandingGates.ts'

/** What carries a config at Shopify: a profile's discount, or the validation (`profile` null). */
export type Owner = {
  readonly ownerId: string
  readonly profile: number | null
  /** For people. */
  readonly label: string
  /** What Shopify holds, null where it holds nothing. */
  readonly live: string | null
  /** What it should hold. */
  readonly wanted: string
}

/** Read the config of every owner a shop has, and what each should be. */
export async function readOwners(
  ctx: Needs<'now' | 'gates' | 'proofKeys' | 'profiles' | 'shopify'>,
  { shop }: { shop: Shop },
): Promise<Owner[]> {
  const profiles = await ctx.profiles.list({ shopId: shop.id })
  const discounts = profiles.flatMap(({ profile, discountId }) =>
    discountId === null
      ? []
      : [{ ownerId: discountId, profile, label: `The discount of combination ${profile}` }],
  )
  const { validationId } = shop
  const validation =
    validationId === null ? [] : [{ ownerId: validationId, profile: null, label: 'The validation' }]
  const owners = [...discounts, ...validation]
  if (owners.length === 0) return []
  const found = await ctx.shopify.readMetafields(
    owners.map(({ ownerId }) => ({ ownerId, key: 'proof_config' })),
  )
  const gates = await listStandingGates(ctx, { shopId: shop.id })
  return Promise.all(
    owners.map(async (owner, i) => {
      const live = found[i]
      return {
        ...owner,
        live: live && live !== 'owner-gone' ? live.value : null,
        wanted: await composeProofConfig(ctx, { shop, gates, profile: owner.profile }),
      }
    }),
  )
}
