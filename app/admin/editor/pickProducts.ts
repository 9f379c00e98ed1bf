import type { ShopifyGlobal } from '@shopify/app-bridge-react'
import { MAX_PRODUCTS } from '../../core/gate/draftGate.ts'
import type { ProductView } from '../views.ts'

const GID = 'gid://shopify/Product/'

/** Let the merchant choose products in Shopify's own picker. Null when it is closed without a choice. */
export async function pickProducts({
  shopify,
  selected,
}: {
  shopify: ShopifyGlobal
  selected: readonly ProductView[]
}): Promise<ProductView[] | null> {
  const picked = await shopify.resourcePicker({
    type: 'product',
    action: 'select',
    multiple: MAX_PRODUCTS,
    filter: { variants: false },
    selectionIds: selected.map((product) => ({ id: `${GID}${product.id}` })),
  })
  if (!picked) return null
  const before = new Map(selected.map((product) => [product.id, product.imageUrl]))
  return picked.map((product) => {
    const id = Number(product.id.slice(GID.length))
    return { id, title: product.title, imageUrl: product.images[0]?.originalSrc ?? before.get(id) ?? null }
  })
}
