import { formatGateCardHandle } from '../core/gate/formatGateCard.ts'
import { gatesShownOn, planProductMetafields, planVariantMetafield } from '../core/gate/planPublication.ts'
import type { Shop } from '../core/gate/shop.ts'
import type { Gate } from '../core/gate/types.ts'
import type { Needs } from './context.ts'
import type { MetafieldName, MetafieldWrite } from './shopifyPort.ts'

export type PublishProductsNeeds = Needs<'gates' | 'collections' | 'shopify'>
export type PublishProductsParameters = {
  readonly shop: Shop
  readonly productIds: readonly number[]
  readonly variantIds: readonly number[]
  /** Told after every batch: how many products and variants are done. */
  readonly onProgress?: ((done: number) => Promise<void>) | undefined
}

/** Products, or variants, that are read, planned and written together. */
const BATCH = 100

/**
 * Write onto products and variants which gates are about them, whole from the database; what stands so is left alone.
 *
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function publishProducts(
  ctx: PublishProductsNeeds,
  { shop, productIds, variantIds, onProgress }: PublishProductsParameters,
): Promise<void> {
  let done = 0
  for (const batch of inBatches(productIds)) {
    await publishBatch(ctx, { shop, names: batch.flatMap(nameProduct), plan: planProducts(batch) })
    done += batch.length
    await onProgress?.(done)
  }
  for (const batch of inBatches(variantIds)) {
    await publishBatch(ctx, { shop, names: batch.map(nameVariant), plan: planVariants(batch) })
    done += batch.length
    await onProgress?.(done)
  }
}

type Plan = (
  ctx: PublishProductsNeeds,
  parameters: { shop: Shop; gates: readonly Gate[] },
) => Promise<(string | null)[]>

async function publishBatch(
  ctx: PublishProductsNeeds,
  { shop, names, plan }: { shop: Shop; names: readonly MetafieldName[]; plan: Plan },
): Promise<void> {
  // Read before the gates are listed: whoever changes one after this makes the write below stale, not wrong.
  const found = await ctx.shopify.readMetafields(names)
  const gates = await ctx.gates.list({ shopId: shop.id })
  const values = await plan(ctx, { shop, gates })
  const writes = names.flatMap((name, i): MetafieldWrite[] => {
    const [before, value] = [found[i], values[i] ?? null]
    // What was deleted at Shopify carries nothing and can be written nothing.
    if (before === 'owner-gone' || (before?.value ?? null) === value) return []
    return [{ ...name, type: METAFIELD_TYPES[name.key] ?? 'json', value, digest: before?.digest ?? null }]
  })
  if (writes.length > 0) await ctx.shopify.writeMetafields(writes)
}

const METAFIELD_TYPES: Readonly<Record<string, string>> = {
  gates: 'single_line_text_field',
  gate_cards: 'list.metaobject_reference',
}

function nameProduct(productId: number): MetafieldName[] {
  const ownerId = `gid://shopify/Product/${productId}`
  return [
    { ownerId, key: 'gates' },
    { ownerId, key: 'gate_cards' },
  ]
}

function nameVariant(variantId: number): MetafieldName {
  return { ownerId: `gid://shopify/ProductVariant/${variantId}`, key: 'gates' }
}

function planProducts(productIds: readonly number[]): Plan {
  return async (ctx, { shop, gates }) => {
    const inCollections = await ctx.collections.find({ shopId: shop.id, productIds })
    const ofProduct = (productId: number) => ({
      gates,
      productId,
      collectionIds: inCollections.get(productId) ?? new Set<number>(),
    })
    const shown = productIds.flatMap((productId) => gatesShownOn(ofProduct(productId)))
    const cardIds = await findCards(ctx, { numbers: [...new Set(shown.map(({ number }) => number))] })
    return productIds.flatMap((productId) => {
      const planned = planProductMetafields({ ...ofProduct(productId), cardIds })
      return [planned.gates, planned.gateCards]
    })
  }
}

function planVariants(variantIds: readonly number[]): Plan {
  return async (_ctx, { gates }) => variantIds.map((variantId) => planVariantMetafield({ gates, variantId }))
}

/** The cards of some gates; those never published have none yet. */
async function findCards(
  ctx: Needs<'shopify'>,
  { numbers }: { numbers: readonly number[] },
): Promise<Map<number, string>> {
  const ids = numbers.length > 0 ? await ctx.shopify.findGateCards(numbers.map(formatGateCardHandle)) : []
  return new Map(numbers.flatMap((number, i) => (ids[i] ? [[number, ids[i]] as const] : [])))
}

function inBatches(ids: readonly number[]): number[][] {
  return Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, i) =>
    ids.slice(i * BATCH, (i + 1) * BATCH),
  )
}
