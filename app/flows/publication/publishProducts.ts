import { ConflictError, PalisadeError } from '../../core/errors/base.ts'
import { formatGateCardHandle } from '../../core/gate/formatGateCard.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import {
  composeGatedVariantsName,
  GATED_VARIANTS,
  type GatedVariantsField,
} from '../../core/publication/gatedVariants.ts'
import type { MetafieldName } from '../../core/publication/metafields.ts'
import {
  composeVariantMetafield,
  isSamePlan,
  listProductMetafields,
  listShownGates,
  type PlannedMark,
  planMarkWrites,
  planProductMarks,
  planVariantMarks,
} from '../../core/publication/planMarks.ts'
import type { Needs } from '../context.ts'

export type PublishProductsNeeds = Needs<'gates' | 'collections' | 'shopify'>
export type PublishProductsParameters = {
  readonly shop: Shop
  readonly productIds: readonly number[]
  readonly variantIds: readonly number[]
  /** Known gids of cards, by gate number. */
  readonly cardIds?: ReadonlyMap<number, string>
  /** The metafield that lists gated variants; null for none. A test names one. */
  readonly gatedVariants?: GatedVariantsField | null
  /** Called after every batch with the number of products and variants that are done. */
  readonly onProgress?: ((done: number) => Promise<void>) | undefined
}
/** A product or variant with more gates than fit on it. */
export type MarkFault = { readonly ownerId: string; readonly error: PalisadeError }

/** Products, or variants, per batch: they are read, planned and written together. */
const BATCH = 100

/**
 * Write marks and cards onto products and variants from the database. Equal values are not written again.
 *
 * @throws {InputError} ERR_GATE_INVALID for the first one with more gates than fit, after all others are written
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function publishProducts(
  ctx: PublishProductsNeeds,
  parameters: PublishProductsParameters,
): Promise<void> {
  const [fault] = await writeMarks(ctx, parameters)
  if (fault) throw fault.error
}

/** Like `publishProducts`, but return the products and variants with more gates than fit. They stay unchanged. */
export async function writeMarks(
  ctx: PublishProductsNeeds,
  {
    shop,
    productIds,
    variantIds,
    cardIds,
    gatedVariants = GATED_VARIANTS,
    onProgress,
  }: PublishProductsParameters,
): Promise<MarkFault[]> {
  const cards = new Map(cardIds)
  const faults: MarkFault[] = []
  let done = 0
  const plans = [
    ...splitBatches(productIds).map((batch) => ({
      batch,
      plan: planProducts({ productIds: batch, cards, field: gatedVariants }),
    })),
    ...splitBatches(variantIds).map((batch) => ({ batch, plan: planVariants({ variantIds: batch }) })),
  ]
  for (const { batch, plan } of plans) {
    faults.push(...(await writeBatch(ctx, { shop, plan })))
    done += batch.length
    await onProgress?.(done)
  }
  return faults
}

type Plan = {
  /** In the order of the marks that `run` returns. */
  readonly names: readonly MetafieldName[]
  readonly run: (
    ctx: PublishProductsNeeds,
    parameters: { shop: Shop; gates: readonly Gate[] },
  ) => Promise<PlannedMark[]>
}

async function writeBatch(
  ctx: PublishProductsNeeds,
  { shop, plan }: { shop: Shop; plan: Plan },
): Promise<MarkFault[]> {
  // Read before the gates. If a later change is published first, these digests are old and Shopify refuses the write.
  const found = await ctx.shopify.readMetafields(plan.names)
  const run = async () => plan.run(ctx, { shop, gates: await ctx.gates.list({ shopId: shop.id }) })
  const planned = await run()
  const writes = planMarkWrites({ planned, found })
  if (writes.length > 0) {
    await ctx.shopify.writeMetafields(writes)
    // Plan again and compare. A deletion compares no digest, and a concurrent change of a gate may have found nothing
    // to write.
    if (!isSamePlan(planned, await run())) throw stalePublication()
  }
  return planned.flatMap(({ ownerId, value }) =>
    value instanceof PalisadeError ? [{ ownerId, error: value }] : [],
  )
}

function stalePublication(): ConflictError {
  return new ConflictError('ERR_SHOPIFY_STALE', 'Gates changed while Palisade was updating products.', {
    hint: 'Try again in a moment.',
  })
}

function planProducts({
  productIds,
  cards,
  field,
}: {
  productIds: readonly number[]
  /** Known cards; `run` adds those it looks up. */
  cards: Map<number, string>
  field: GatedVariantsField | null
}): Plan {
  let variantIds: ReadonlyMap<number, readonly number[]> | null = null
  return {
    names: productIds.flatMap((productId) => [
      ...listProductMetafields(productId),
      ...(field ? [composeGatedVariantsName(field, productId)] : []),
    ]),
    run: async (ctx, { shop, gates }) => {
      if (field) variantIds ??= await readVariantIds(ctx, { productIds })
      const memberships = await ctx.collections.find({ shopId: shop.id, productIds })
      const shown = listShownGates({ productIds, gates, memberships })
      await findCards(ctx, { numbers: shown.map(({ number }) => number), cards })
      const gatedVariants = field && variantIds && { field, variantIds }
      return planProductMarks({ productIds, gates, memberships, cardIds: cards, gatedVariants })
    },
  }
}

/** One request for each product: Shopify may list up to 2,048 variants of it. */
async function readVariantIds(
  ctx: Needs<'shopify'>,
  { productIds }: { productIds: readonly number[] },
): Promise<Map<number, readonly number[]>> {
  const found = new Map<number, readonly number[]>()
  for (const productId of productIds) found.set(productId, await ctx.shopify.listVariants({ productId }))
  return found
}

function planVariants({ variantIds }: { variantIds: readonly number[] }): Plan {
  return {
    names: variantIds.map(composeVariantMetafield),
    run: async (ctx, { shop, gates }) => {
      const inCollections = await ctx.collections.findOfVariants({ shopId: shop.id, variantIds })
      return planVariantMarks({ variantIds, gates, inCollections })
    },
  }
}

/** Look up unknown cards and add them to `cards`. A gate that was never published has no card. */
async function findCards(
  ctx: Needs<'shopify'>,
  { numbers, cards }: { numbers: readonly number[]; cards: Map<number, string> },
): Promise<void> {
  const unknown = [...new Set(numbers)].filter((number) => !cards.has(number))
  if (unknown.length === 0) return
  const ids = await ctx.shopify.findGateCards(unknown.map(formatGateCardHandle))
  for (const [i, number] of unknown.entries()) {
    const id = ids[i]
    if (id) cards.set(number, id)
  }
}

function splitBatches(ids: readonly number[]): number[][] {
  return Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, i) =>
    ids.slice(i * BATCH, (i + 1) * BATCH),
  )
}
