import { listByProduct } from '../../core/gate/memberships.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, GateNumber } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

export type ListStorefrontGatesParameters = {
  readonly myshopifyDomain: string
  /** Null for every gate of the shop. */
  readonly products: readonly number[] | null
}
/** The gates about some products, by number, and the numbers of each product. A gate of a variant counts for its product. */
export type StorefrontGates = {
  readonly shop: Shop
  readonly gates: readonly Gate[]
  readonly products: ReadonlyMap<number, readonly GateNumber[]>
  /** The gates whose total is used up. */
  readonly usedUp: readonly GateNumber[]
  readonly now: number
}

/**
 * List the gates about some products, or of the whole shop, as the theme's pages show them. Costs three statements, and one more if a gate is
 * about a collection.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 * @throws {SetupError} ERR_STORED_INVALID if a gate cannot be read: without it a closed product would look open
 */
export async function listStorefrontGates(
  ctx: Needs<'now' | 'shops' | 'gates' | 'collections'>,
  { myshopifyDomain, products }: ListStorefrontGatesParameters,
): Promise<StorefrontGates> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const all = await ctx.gates.list({ shopId: shop.id })
  if (products === null) {
    const usedUp = await ctx.gates.listUsedUp({ shopId: shop.id })
    return { shop, gates: all, products: new Map(), usedUp, now: ctx.now() }
  }
  const asks = all.some(({ subject }) => subject.kind === 'collections')
  const found = asks ? await ctx.collections.find({ shopId: shop.id, productIds: products }) : new Map()
  const collections = listByProduct(found)
  const byProduct = new Map(
    products.map((productId) => {
      const own = all.filter((gate) => isShownOn(gate, productId, collections.get(productId)))
      return [productId, own.map(({ number }) => number)]
    }),
  )
  const shown = new Set([...byProduct.values()].flat())
  return {
    shop,
    gates: all.filter(({ number }) => shown.has(number)),
    products: byProduct,
    usedUp: await ctx.gates.listUsedUp({ shopId: shop.id }),
    now: ctx.now(),
  }
}

function isShownOn(
  { subject }: Gate,
  productId: number,
  collections: ReadonlySet<number> = new Set(),
): boolean {
  switch (subject.kind) {
    case 'all':
      return true
    case 'products':
      return subject.ids.includes(productId)
    case 'variants':
      return subject.variants.some((one) => one.productId === productId)
    case 'collections':
      return subject.ids.some((id) => collections.has(id))
  }
}
