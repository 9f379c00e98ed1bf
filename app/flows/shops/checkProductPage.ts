import type { Shop } from '../../core/gate/shop.ts'
import { standingOf } from '../../core/gate/standing.ts'
import type { ShopProblem } from '../../core/settlement/problems.ts'
import type { Needs } from '../context.ts'

/** `unseen`: the storefront did not show the page; `none`: no active gate names a product. */
export type CheckProductPageResult =
  | { readonly kind: 'checked'; readonly problems: readonly ShopProblem[] }
  | { readonly kind: 'unseen'; readonly title: string }
  | { readonly kind: 'none' }

/** Check that the page of one gated product has the gate block, and that the block can look cards up. */
export async function checkProductPage(
  ctx: Needs<'now' | 'gates' | 'shopify' | 'readProductPage'>,
  { shop }: { shop: Shop },
): Promise<CheckProductPageResult> {
  const { myshopifyDomain, primaryDomain } = shop
  const now = ctx.now()
  const gates = await ctx.gates.list({ shopId: shop.id })
  const active = gates.filter((gate) => standingOf({ gate, now }) === 'active')
  const id = active.flatMap(({ writtenProductIds }) => writtenProductIds)[0]
  const [product] = id === undefined ? [] : await ctx.shopify.readProducts([id])
  if (!product) return { kind: 'none' }
  const { handle, title } = product
  const page = await ctx.readProductPage({ myshopifyDomain, primaryDomain, handle })
  if (!page) return { kind: 'unseen', title }
  if (!page.hasBlock) return { kind: 'checked', problems: [{ kind: 'block-missing', title }] }
  return { kind: 'checked', problems: page.findsCards ? [] : [{ kind: 'block-blind' }] }
}
