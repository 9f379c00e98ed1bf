import type { Subject } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/**
 * Find the products, variants or collections of a subject that this shop does not have, such as those of another shop.
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST. @throws {Response} a login
 */
export async function findMissingSubjects(
  ctx: Needs<'shopify'>,
  { subject }: { subject: Subject },
): Promise<number[]> {
  if (subject.kind === 'all') return []
  const ids = subject.kind === 'variants' ? subject.variants.map(({ variantId }) => variantId) : subject.ids
  if (ids.length === 0) return []
  const found = await readSubject(ctx, subject)
  return ids.filter((_, i) => found[i] === null)
}

/** In the order of the subject; null for what does not exist. A variant must belong to the product that is named with it. */
async function readSubject(
  ctx: Needs<'shopify'>,
  subject: Exclude<Subject, { kind: 'all' }>,
): Promise<readonly (object | null)[]> {
  if (subject.kind === 'products') return ctx.shopify.readProducts(subject.ids)
  if (subject.kind === 'collections') return ctx.shopify.readCollections(subject.ids)
  const { variants } = subject
  const found = await ctx.shopify.readVariants(variants.map(({ variantId }) => variantId))
  return found.map((one, i) => (one && one.product.id === variants[i]?.productId ? one : null))
}
