import type { PageFinding } from '../../core/block/types.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { standingOf } from '../../core/gate/standing.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/**
 * Check that the page of one product of these gates has the gate block, and that the block can look gates up.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function checkProductPage(
  ctx: Needs<'now' | 'shopify' | 'readProductPage'>,
  { shop, gates }: { shop: Shop; gates: readonly Gate[] },
): Promise<PageFinding> {
  const { myshopifyDomain, primaryDomain } = shop
  const now = ctx.now()
  const active = gates.filter((gate) => standingOf({ gate, now }) === 'active')
  const id = active.flatMap(({ writtenProductIds }) => writtenProductIds)[0]
  const [product] = id === undefined ? [] : await ctx.shopify.readProducts([id])
  if (!product) return { kind: 'none' }
  const { handle, title } = product
  const page = await ctx.readProductPage({ myshopifyDomain, primaryDomain, handle })
  if (!page) return { kind: 'unseen', title }
  if (!page.hasBlock) return { kind: 'missing', title }
  return { kind: page.findsCards ? 'shown' : 'blind' }
}
