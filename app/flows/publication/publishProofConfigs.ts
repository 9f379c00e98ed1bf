import { MOST_EXCLUSIVE_COLLECTIONS } from '../../core/gate/formatGateMarks.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { isExclusiveAt } from '../../core/gate/standing.ts'
import { listSubjectCollections } from '../../core/gate/subject.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { MetafieldName, MetafieldWrite } from '../../ports/shopify.ts'
import type { Needs } from '../context.ts'
import { listStandingGates } from '../gates/listStandingGates.ts'
import { composeProofConfig } from './composeProofConfig.ts'
import { listOwners } from './listOwners.ts'

export type PublishProofConfigsNeeds = Needs<'now' | 'gates' | 'proofKeys' | 'profiles' | 'shopify'>

type PlannedConfig = MetafieldName & { readonly compose: (gates: readonly Gate[]) => Promise<string> }

/**
 * Tell every owner of a shop, its discounts and its validation, which proofs count: whole from the database, in one
 * write; nothing is written where it already stands so. Pause, resume, start, end, revise and a new key are this.
 *
 * @throws {InputError} ERR_CONFIG_TOO_LARGE
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function publishProofConfigs(
  ctx: PublishProofConfigsNeeds,
  { shop }: { shop: Shop },
): Promise<void> {
  const planned = await planConfigs(ctx, { shop })
  if (planned.length === 0) return
  // Read before the gates are listed: whoever changes one after this makes the write below stale, not wrong.
  const found = await ctx.shopify.readMetafields(planned)
  const gates = await listStandingGates(ctx, { shopId: shop.id })
  const writes: MetafieldWrite[] = []
  for (const [i, { ownerId, key, compose }] of planned.entries()) {
    const before = found[i]
    if (before === 'owner-gone') continue
    const value = await compose(gates)
    if (before?.value === value) continue
    writes.push({ ownerId, key, type: 'json', value, digest: before?.digest ?? null })
  }
  if (writes.length > 0) await ctx.shopify.writeMetafields(writes)
}

/** What is to be told: each owner's config, and beside the validation's what its input query asks for. */
async function planConfigs(
  ctx: PublishProofConfigsNeeds,
  { shop }: { shop: Shop },
): Promise<PlannedConfig[]> {
  const owners = await listOwners(ctx, { shop })
  const configs = owners.map(
    ({ ownerId, profile }): PlannedConfig => ({
      ownerId,
      key: 'proof_config',
      compose: (gates) => composeProofConfig(ctx, { shop, gates, profile }),
    }),
  )
  const variables = owners
    .filter(({ profile }) => profile === null)
    .map(
      ({ ownerId }): PlannedConfig => ({
        ownerId,
        key: 'input_variables',
        compose: async (gates) => formatInputVariables(listExclusiveCollections({ gates, now: ctx.now() })),
      }),
    )
  return [...configs, ...variables]
}

/** The validation's input variables: never absent, or its every run would fail. */
export function formatInputVariables(collectionIds: readonly number[]): string {
  return JSON.stringify({ exclusiveCollections: collectionIds.map((id) => `gid://shopify/Collection/${id}`) })
}

/**
 * The collections whose products only holders may buy now: products that came in a moment ago carry no mark yet. No more
 * than the query may be given: what lies beyond must not keep a pause or a new key from the checkout.
 */
export function listExclusiveCollections({ gates, now }: { gates: readonly Gate[]; now: number }): number[] {
  const closed = gates.filter((gate) => isExclusiveAt({ gate, now }))
  return listSubjectCollections(closed).slice(0, MOST_EXCLUSIVE_COLLECTIONS)
}
