import { PalisadeError } from '../core/errors/base.ts'
import { listSubjectProducts, listSubjectVariants } from '../core/gate/subject.ts'
import type { Subject } from '../core/gate/types.ts'
import type { Needs } from './context.ts'
import { findProducts } from './findProducts.ts'
import type { CollectionSummary, ProductSummary, VariantSummary } from './shopifyPort.ts'

/** How a merchant knows what a gate is about; what Shopify does not tell is left out. */
export type FoundSubject = {
  readonly products: readonly ProductSummary[]
  readonly variants: readonly VariantSummary[]
  readonly collections: readonly CollectionSummary[]
}

/** Find titles and pictures of a gate's products, variants or collections. A picture is never a reason to fail a page. */
export async function findSubject(
  ctx: Needs<'shopify'>,
  { subject }: { subject: Subject },
): Promise<FoundSubject> {
  const collectionIds = subject.kind === 'collections' ? subject.ids : []
  const [products, variants, collections] = await Promise.all([
    findProducts(ctx, { ids: listSubjectProducts(subject) }),
    readOrNone(listSubjectVariants(subject), (ids) => ctx.shopify.readVariants(ids)),
    readOrNone(collectionIds, (ids) => ctx.shopify.readCollections(ids)),
  ])
  return { products, variants, collections }
}

async function readOrNone<T>(
  ids: readonly number[],
  read: (ids: readonly number[]) => Promise<(T | null)[]>,
): Promise<T[]> {
  if (ids.length === 0) return []
  try {
    const found = await read(ids)
    return found.filter((one) => one !== null)
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    console.warn(`what a gate is about could not be read: ${error.code}`)
    return []
  }
}
