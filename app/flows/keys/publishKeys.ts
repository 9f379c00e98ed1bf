import { ConflictError, PalisadeError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { ProofKey } from '../../core/proofKey/types.ts'
import { composeConfig, toHex } from '../../core/publication/composeConfig.ts'
import { listOwners } from '../../core/publication/listOwners.ts'
import type { FoundMetafield, MetafieldWrite } from '../../core/publication/metafields.ts'
import type { Owner } from '../../core/publication/types.ts'
import type { Needs } from '../context.ts'
import { loadConfigSource } from '../publication/loadConfigSource.ts'
import { type PublishProofConfigsNeeds, publishProofConfigs } from '../publication/publishProofConfigs.ts'

export type SpreadKeysNeeds = Needs<'shops'> & PublishProofConfigsNeeds
export type PublishKeysResult = {
  /** Epochs of the keys that every owner has, and no others; newest first. */
  readonly epochs: readonly string[]
  /** Whether every owner had exactly these keys before. */
  readonly wasWhole: boolean
}

/** A discount or validation of this app. `isKnown`: the database has it. Others were made by a process that died. */
type RunningOwner = Owner & { readonly isKnown: boolean }
type Lacking = RunningOwner & { readonly found: FoundMetafield | null }

/** Attempts, for when others write or create an owner at the same time. */
const MAX_ATTEMPTS = 5

/**
 * Write the current keys to every discount and validation of a shop, and check again until none lacks a key or has
 * another one. This includes owners created meanwhile, and owners at Shopify that the database does not know.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {ConflictError} ERR_CONFIG_TOO_LARGE
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function publishKeys(
  ctx: SpreadKeysNeeds,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<PublishKeysResult> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const shop = await ctx.shops.load(myshopifyDomain)
    const keys = await ctx.proofKeys.list({ shopId: shop.id })
    const lacking = await findLacking(ctx, { shop, keys })
    if (lacking.length === 0) return { epochs: keys.map(({ epoch }) => epoch), wasWhole: attempt === 1 }
    await writeKeys(ctx, { shop, lacking })
  }
  throw new ConflictError('ERR_SHOPIFY_STALE', 'The discounts kept changing while the keys were written.', {
    hint: 'The app tries again by itself.',
  })
}

async function findLacking(
  ctx: SpreadKeysNeeds,
  { shop, keys }: { shop: Shop; keys: readonly ProofKey[] },
): Promise<Lacking[]> {
  const owners = await listRunning(ctx, { shop })
  const names = owners.map(({ ownerId }) => ({ ownerId, key: 'proof_config' }))
  const found = await ctx.shopify.readMetafields(names)
  const wanted = JSON.stringify(keys.map(({ epoch, key }) => [epoch, toHex(key)]))
  return owners.flatMap((owner, i) => {
    const one = found[i] ?? null
    if (one === 'owner-gone') return []
    // An unknown owner without a config accepts no proof.
    if (one === null && !owner.isKnown) return []
    return one !== null && readKeys(one.value) === wanted ? [] : [{ ...owner, found: one }]
  })
}

async function listRunning(ctx: SpreadKeysNeeds, { shop }: { shop: Shop }): Promise<RunningOwner[]> {
  const owners = new Map<string, RunningOwner>()
  // Known owners come last, so that the database's profile wins.
  for (const { discountId: ownerId, profile } of await ctx.shopify.readDiscounts()) {
    owners.set(ownerId, { ownerId, profile, isKnown: false })
  }
  for (const { validationId: ownerId } of await ctx.shopify.findValidations()) {
    owners.set(ownerId, { ownerId, profile: null, isKnown: false })
  }
  const profiles = await ctx.profiles.list({ shopId: shop.id })
  for (const owner of listOwners({ shop, profiles })) owners.set(owner.ownerId, { ...owner, isKnown: true })
  return [...owners.values()]
}

async function writeKeys(
  ctx: SpreadKeysNeeds,
  { shop, lacking }: { shop: Shop; lacking: readonly Lacking[] },
): Promise<void> {
  try {
    if (lacking.some(({ isKnown }) => isKnown)) await publishProofConfigs(ctx, { shop })
    const unknown = lacking.filter(({ isKnown }) => !isKnown)
    if (unknown.length === 0) return
    const source = await loadConfigSource(ctx, { shopId: shop.id })
    const writes = unknown.map(
      ({ ownerId, profile, found }): MetafieldWrite => ({
        ownerId,
        key: 'proof_config',
        type: 'json',
        value: composeConfig({ ...source, profile }),
        digest: found?.digest ?? null,
      }),
    )
    await ctx.shopify.writeMetafields(writes)
  } catch (error) {
    // Another process wrote first: the next attempt reads its result.
    if (!(error instanceof PalisadeError) || error.code !== 'ERR_SHOPIFY_STALE') throw error
  }
}

/** The keys (`k`) of a config as JSON; null if unreadable. */
function readKeys(value: string): string | null {
  try {
    const config: unknown = JSON.parse(value)
    return JSON.stringify(Reflect.get(Object(config), 'k')) ?? null
  } catch {
    return null
  }
}
