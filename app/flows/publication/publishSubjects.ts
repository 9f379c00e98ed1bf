import type { PalisadeError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { listSubjectCollections, sortUnique } from '../../core/gate/subject.ts'
import type { Gate } from '../../core/gate/types.ts'
import { composeVariantMetafield, listProductMetafields } from '../../core/publication/planMarks.ts'
import { listTouchedProductIds, listTouchedVariantIds } from '../../core/publication/touched.ts'
import type { Needs } from '../context.ts'
import { type MarkFault, writeMarks } from './publishProducts.ts'
import { updateCollection } from './updateCollection.ts'

/** Products and variants that carry a gate now, and the first fault in writing them; null if none. */
export type WrittenSubject = {
  readonly writtenProductIds: readonly number[]
  readonly writtenVariantIds: readonly number[]
  readonly fault: PalisadeError | null
}

/**
 * Write gates onto the products and variants of their subjects, and remove them from former ones. Returns by gate
 * number what carries it now.
 *
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function publishSubjects(
  ctx: Needs<'gates' | 'collections' | 'shopify'>,
  parameters: { shop: Shop; gates: readonly Gate[]; cardIds: ReadonlyMap<number, string> },
): Promise<Map<number, WrittenSubject>> {
  const { shop, gates, cardIds } = parameters
  if (gates.length === 0) return new Map()
  const changed = await updateCollections(ctx, { shop, gates })
  const members = new Map<Gate, Members>()
  for (const gate of gates) members.set(gate, await findMembers(ctx, { shop, gate }))
  const touched = [...members].map(([gate, { productIds, variantIds }]) => ({
    productIds: listTouchedProductIds({ gate, collectionProductIds: productIds }),
    variantIds: listTouchedVariantIds({ gate, collectionVariantIds: variantIds }),
  }))
  // Products and variants that left a collection may carry other gates of it, so they are rewritten.
  const left =
    changed.length > 0 ? await ctx.collections.variants({ shopId: shop.id, productIds: changed }) : []
  const faults = await writeMarks(ctx, {
    shop,
    productIds: sortUnique([...touched.flatMap(({ productIds }) => productIds), ...changed]),
    variantIds: sortUnique([...touched.flatMap(({ variantIds }) => variantIds), ...left]),
    cardIds,
  })
  if (changed.length > 0) await ctx.collections.setWritten({ shopId: shop.id, productIds: changed })
  return new Map([...members].map(([gate, found]) => [gate.number, describeWritten({ gate, found, faults })]))
}

type Members = { readonly productIds: readonly number[]; readonly variantIds: readonly number[] }

/** Store the present members of the gates' collections; returns products that were added or removed. */
async function updateCollections(
  ctx: Needs<'gates' | 'collections' | 'shopify'>,
  { shop, gates }: { shop: Shop; gates: readonly Gate[] },
): Promise<number[]> {
  const changed: number[] = []
  for (const collectionId of listSubjectCollections(gates.filter(({ deletedAt }) => deletedAt === null))) {
    changed.push(...(await updateCollection(ctx, { shop, collectionId, publishes: false })))
  }
  return sortUnique(changed)
}

async function findMembers(
  ctx: Needs<'collections'>,
  { shop: { id: shopId }, gate }: { shop: Shop; gate: Gate },
): Promise<Members> {
  const collectionIds = listSubjectCollections([gate])
  if (collectionIds.length === 0) return { productIds: [], variantIds: [] }
  const productIds = await ctx.collections.products({ shopId, collectionIds })
  return { productIds, variantIds: await ctx.collections.variants({ shopId, collectionIds }) }
}

function describeWritten({
  gate,
  found: { productIds, variantIds },
  faults,
}: {
  gate: Gate
  found: Members
  faults: readonly MarkFault[]
}): WrittenSubject {
  const touchedIds = listTouchedProductIds({ gate, collectionProductIds: productIds })
  const touchedVariants = listTouchedVariantIds({ gate, collectionVariantIds: variantIds })
  const owners = [
    ...touchedIds.flatMap(listProductMetafields),
    ...touchedVariants.map(composeVariantMetafield),
  ]
  const fault = faults.find(({ ownerId }) => owners.some((owner) => owner.ownerId === ownerId))?.error ?? null
  if (gate.deletedAt !== null) return { writtenProductIds: [], writtenVariantIds: [], fault }
  const fresh = { ...gate, writtenProductIds: [], writtenVariantIds: [] }
  return {
    writtenProductIds: listTouchedProductIds({ gate: fresh, collectionProductIds: productIds }),
    writtenVariantIds: listTouchedVariantIds({ gate: fresh, collectionVariantIds: variantIds }),
    fault,
  }
}
