import { ConflictError, InputError, PalisadeError } from '../../core/errors/base.ts'
import { formatGateCardHandle } from '../../core/gate/formatGateCard.ts'
import { collectionsOf, groupByProduct } from '../../core/gate/memberships.ts'
import { gatesShownOn, planProductMetafields, planVariantMetafield } from '../../core/gate/planPublication.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { MetafieldName, MetafieldWrite } from '../../ports/shopify.ts'
import type { Needs } from '../context.ts'

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
 * Write onto products and variants which gates are about them, whole from the database; what stands so is left alone. A
 * product that more gates are about than fit on it stays as it is, and is told when all others are written.
 *
 * @throws {InputError} ERR_GATE_INVALID. @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function publishProducts(
  ctx: PublishProductsNeeds,
  { shop, productIds, variantIds, onProgress }: PublishProductsParameters,
): Promise<void> {
  let done = 0
  const faults: PalisadeError[] = []
  for (const batch of inBatches(productIds)) {
    const plan = planProducts(batch)
    faults.push(...(await publishBatch(ctx, { shop, names: batch.flatMap(nameProduct), plan })))
    done += batch.length
    await onProgress?.(done)
  }
  for (const batch of inBatches(variantIds)) {
    const plan = planVariants(batch)
    faults.push(...(await publishBatch(ctx, { shop, names: batch.map(nameVariant), plan })))
    done += batch.length
    await onProgress?.(done)
  }
  const [fault] = faults
  if (fault) throw fault
}

/** What a metafield is to hold, null for nothing; an error where it cannot hold what it should. */
type Planned = string | null | PalisadeError
type Plan = (
  ctx: PublishProductsNeeds,
  parameters: { shop: Shop; gates: readonly Gate[] },
) => Promise<Planned[]>

/** Answers what could not be planned. */
async function publishBatch(
  ctx: PublishProductsNeeds,
  { shop, names, plan }: { shop: Shop; names: readonly MetafieldName[]; plan: Plan },
): Promise<PalisadeError[]> {
  // Read before the gates are listed: whoever changes one after this makes the write below stale, not wrong.
  const found = await ctx.shopify.readMetafields(names)
  const replan = async () => plan(ctx, { shop, gates: await ctx.gates.list({ shopId: shop.id }) })
  const values = await replan()
  const writes = names.flatMap((name, i): MetafieldWrite[] => {
    const [before, value] = [found[i], values[i] ?? null]
    // What was deleted at Shopify carries nothing and can be written nothing.
    if (before === 'owner-gone' || value instanceof PalisadeError) return []
    if ((before?.value ?? null) === value) return []
    return [{ ...name, type: METAFIELD_TYPES[name.key] ?? 'json', value, digest: before?.digest ?? null }]
  })
  if (writes.length > 0) {
    await ctx.shopify.writeMetafields(writes)
    // Taking away knows no digest, and whoever changed a gate meanwhile may have found nothing to write.
    const now = await replan()
    if (now.some((value, i) => !isSamePlan(value, values[i]))) throw refuseStale()
  }
  return values.filter((value) => value instanceof PalisadeError)
}

function isSamePlan(a: Planned | undefined, b: Planned | undefined): boolean {
  return a === b || (a instanceof PalisadeError && b instanceof PalisadeError)
}

function refuseStale(): ConflictError {
  return new ConflictError('ERR_SHOPIFY_STALE', 'Gates were changed while products were written.', {
    hint: 'Nothing is lost. Try again.',
  })
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
    const memberships = await ctx.collections.find({ shopId: shop.id, productIds })
    const shown = groupByProduct(memberships)
    const ofProduct = (productId: number) => ({
      gates,
      productId,
      collectionIds: collectionsOf({ memberships, productId, variantId: null }),
      shownIds: shown.get(productId) ?? new Set<number>(),
    })
    const withCards = productIds.flatMap((productId) => gatesShownOn(ofProduct(productId)))
    const cardIds = await findCards(ctx, { numbers: [...new Set(withCards.map(({ number }) => number))] })
    return productIds.flatMap((productId): Planned[] => {
      const planned = tryPlan({
        owner: `the product ${productId}`,
        plan: () => planProductMetafields({ ...ofProduct(productId), cardIds }),
      })
      return planned instanceof PalisadeError ? [planned, planned] : [planned.gates, planned.gateCards]
    })
  }
}

function planVariants(variantIds: readonly number[]): Plan {
  return async (ctx, { shop, gates }) => {
    const inCollections = await ctx.collections.findOfVariants({ shopId: shop.id, variantIds })
    return variantIds.map((variantId) => {
      const collectionIds = inCollections.get(variantId) ?? new Set<number>()
      return tryPlan({
        owner: `the variant ${variantId}`,
        plan: () => planVariantMetafield({ gates, variantId, collectionIds }),
      })
    })
  }
}

/** Collections bring more gates onto a product than a form can tell when a gate is saved. */
function tryPlan<T>({ owner, plan }: { owner: string; plan: () => T }): T | PalisadeError {
  try {
    return plan()
  } catch (error) {
    if (!(error instanceof PalisadeError) || error.code !== 'ERR_GATE_INVALID') throw error
    return new InputError('ERR_GATE_INVALID', `More gates are about ${owner} than fit on it.`, {
      hint: 'Take it off one of its gates, or out of one of their collections, then press "Retry".',
      details: error.details,
    })
  }
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
