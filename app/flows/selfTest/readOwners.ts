import type { Shop } from '../../core/gate/shop.ts'
import { composeConfig } from '../../core/publication/composeConfig.ts'
import { listOwners } from '../../core/publication/listOwners.ts'
import type { Owner } from '../../core/publication/types.ts'
import type { Needs } from '../context.ts'
import { loadSnapshot } from '../publication/loadSnapshot.ts'

/** An owner with the config that Shopify holds and the one it should hold. */
export type ConfiguredOwner = Owner & {
  /** The owner's name in sentences for people. */
  readonly label: string
  /** The config that Shopify holds; null if none. */
  readonly live: string | null
  /** The config that Shopify should hold. */
  readonly wanted: string
}

/** Read the live config of each owner of a shop, and compose the wanted one. */
export async function readOwners(
  ctx: Needs<'now' | 'gates' | 'proofKeys' | 'profiles' | 'shopify'>,
  { shop }: { shop: Shop },
): Promise<ConfiguredOwner[]> {
  const snapshot = await loadSnapshot(ctx, { shop })
  return listOwners(snapshot).map((owner) => ({
    ...owner,
    label: owner.profile === null ? 'The checkout rule' : `The discount for combination ${owner.profile}`,
    live: snapshot.published.owners.get(owner.ownerId)?.config?.value ?? null,
    wanted: composeConfig({ ...snapshot, profile: owner.profile }),
  }))
}
