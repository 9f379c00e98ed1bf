import { PalisadeError } from '../../core/errors/base.ts'
import { formatError } from '../../core/errors/formatError.ts'
import { formatGateCard, formatGateCardHandle } from '../../core/gate/formatGateCard.ts'
import { touchedProductIds, touchedVariantIds } from '../../core/gate/planPublication.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { nextChange } from '../../core/gate/standing.ts'
import { unique } from '../../core/gate/subject.ts'
import type { Gate } from '../../core/gate/types.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'
import { enforceGate } from './enforceGate.ts'
import { listOwners, type Owner } from './listOwners.ts'
import { publishProducts } from './publishProducts.ts'
import { publishProofConfigs } from './publishProofConfigs.ts'
import { publishStorefront } from './publishStorefront.ts'
import { syncCollection } from './syncCollection.ts'

export type PublishGateNeeds = Needs<
  'now' | 'shops' | 'gates' | 'collections' | 'proofKeys' | 'profiles' | 'jobs' | 'shopify'
>
export type PublishGateParameters = {
  readonly shop: Shop
  readonly number: number
  /** Whether the work beside requests asks, which tries again by itself and counts how often. */
  readonly isWork?: boolean
}

/** How often a publication starts again because somebody else wrote at the same time. */
const MAX_ATTEMPTS = 4
/** After a failure Shopify is asked again by itself. */
const RETRY_SECONDS = 300

/**
 * Tell Shopify of a gate as the database holds it: discount, validation, config, card, products. Create, update, delete,
 * start, end and Retry share it.
 *
 * Every step writes whole and can be repeated, and is left out where Shopify already holds what it would write; so a
 * Retry does what is left. A failing step leaves the gate `pending` with the reason.
 */
export async function publishGate(
  ctx: PublishGateNeeds,
  { shop, number, isWork = false }: PublishGateParameters,
): Promise<Gate> {
  const gate = await loadEvenDeleted(ctx, { shop, number })
  const key = { shopId: shop.id, number: gate.number }
  try {
    await publishWithRetry(ctx, { shop, number })
  } catch (error) {
    // Only what has a code is a reason a merchant can act on; the rest is a fault of ours and stays one.
    if (!(error instanceof PalisadeError)) throw error
    const publication = { kind: 'pending', reason: formatError(error) } as const
    await ctx.gates.setPublication({ ...key, publication })
    if (!isWork) await ctx.jobs.add({ ...jobOf(key), kind: 'publish', runAt: ctx.now() + RETRY_SECONDS })
  }
  return loadEvenDeleted(ctx, { shop, number })
}

async function publishWithRetry(ctx: PublishGateNeeds, parameters: PublishGateParameters): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await publish(ctx, parameters)
    } catch (error) {
      const isStale = error instanceof PalisadeError && error.code === 'ERR_SHOPIFY_STALE'
      if (!isStale || attempt === MAX_ATTEMPTS) throw error
    }
  }
}

async function publish(ctx: PublishGateNeeds, parameters: PublishGateParameters): Promise<void> {
  const gate = await loadEvenDeleted(ctx, parameters)
  // First and by itself: a pause must reach the Functions whatever is wrong with a discount or a product.
  const before = await ctx.shops.load(parameters.shop.myshopifyDomain)
  const told = await listOwners(ctx, { shop: before })
  await publishProofConfigs(ctx, { shop: before })
  await ctx.shopify.ensureDefinitions()
  const shop = await enforceGate(ctx, { shop: before, gate })
  // What was made or found just now is told too; it may have a config of its own from before.
  const isTold = ({ ownerId }: Owner) => told.some((one) => one.ownerId === ownerId)
  const owners = await listOwners(ctx, { shop })
  if (!owners.every(isTold)) await publishProofConfigs(ctx, { shop })
  // Codes that were given for it as it was are withdrawn, and all of them where Functions hold from now on: nothing else
  // tells them.
  if ([before, shop].some(({ enforcement }) => enforcement.level === 'codes')) {
    await ctx.jobs.add({ shopId: shop.id, kind: 'codes', key: WHOLE_SHOP, runAt: ctx.now() })
  }
  if (gate.deletedAt === null) {
    await ctx.shopify.upsertGateCard({
      handle: formatGateCardHandle(gate.number),
      fields: formatGateCard({ gate, currencyCode: shop.currencyCode, now: ctx.now() }),
    })
  }
  await publishStorefront(ctx, { shop })
  const written = await publishSubject(ctx, { shop, gate })
  const key = { shopId: shop.id, number: gate.number }
  const runAt = nextChange({ gate, now: ctx.now() })
  if (runAt !== null) await ctx.jobs.add({ ...jobOf(key), kind: 'schedule', runAt })
  await ctx.gates.setPublication({
    ...key,
    ...written,
    publication: { kind: 'published' },
    expectedUpdatedAt: gate.updatedAt,
  })
  // What was deleted and is cleaned away needs no exception any more.
  if (gate.deletedAt !== null) await publishProofConfigs(ctx, { shop })
}

/** Write the gate onto what it is about, and off what it is not about any more; answers what carries it now. */
async function publishSubject(
  ctx: PublishGateNeeds,
  { shop, gate }: { shop: Shop; gate: Gate },
): Promise<{ writtenProductIds: number[]; writtenVariantIds: number[] }> {
  const { subject } = gate
  const collectionIds = subject.kind === 'collections' ? subject.ids : []
  const changed: number[] = []
  for (const collectionId of gate.deletedAt === null ? collectionIds : []) {
    changed.push(...(await syncCollection(ctx, { shop, collectionId, publishes: false })))
  }
  const collectionProductIds = await ctx.collections.products({ shopId: shop.id, collectionIds })
  const collectionVariantIds = await ctx.collections.variants({ shopId: shop.id, collectionIds })
  // What went out of a collection may carry other gates about it.
  const productIds = unique([...touchedProductIds({ gate, collectionProductIds }), ...changed])
  const gone = await ctx.collections.variants({ shopId: shop.id, productIds: changed })
  const variantIds = unique([...touchedVariantIds({ gate, collectionVariantIds }), ...gone])
  await publishProducts(ctx, { shop, productIds, variantIds })
  await ctx.collections.setWritten({ shopId: shop.id, productIds: changed })
  if (gate.deletedAt !== null) return { writtenProductIds: [], writtenVariantIds: [] }
  const fresh = { ...gate, writtenProductIds: [], writtenVariantIds: [] }
  return {
    writtenProductIds: touchedProductIds({ gate: fresh, collectionProductIds }),
    writtenVariantIds: touchedVariantIds({ gate: fresh, collectionVariantIds }),
  }
}

async function loadEvenDeleted(ctx: Needs<'gates'>, { shop, number }: PublishGateParameters): Promise<Gate> {
  const [gate] = await ctx.gates.find({ shopId: shop.id, numbers: [number], withDeleted: true })
  return gate ?? ctx.gates.load({ shopId: shop.id, number })
}

function jobOf({ shopId, number }: Pick<Gate, 'shopId' | 'number'>): Pick<Gate, 'shopId'> & { key: string } {
  return { shopId, key: String(number) }
}
