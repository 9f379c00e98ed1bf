import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { listStandingGates } from '../gates/listStandingGates.ts'
import { composeProofConfig } from '../publication/composeProofConfig.ts'
import { listOwners, type Owner } from '../publication/listOwners.ts'

/** An owner with the config that Shopify holds and the one it should hold. */
export type ConfiguredOwner = Owner & {
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
): Promise<ConfiguredOwner[]> {
  const owners = await listOwners(ctx, { shop })
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
        label: owner.profile === null ? 'The validation' : `The discount of combination ${owner.profile}`,
        live: live && live !== 'owner-gone' ? live.value : null,
        wanted: await composeProofConfig(ctx, { shop, gates, profile: owner.profile }),
      }
    }),
  )
}
