import type { CollectionSummary, ProductSummary, ShopifyPort } from '../ports/shopify.ts'
import type { BigCommerceApi } from './createBigCommerceApi.ts'

type Many<Item> = {
  readonly data: readonly Item[]
  readonly meta?: { readonly pagination?: { readonly total: number } }
}
export type Product = {
  readonly id: number
  readonly name: string
  readonly is_visible?: boolean
  readonly type?: 'physical' | 'digital'
  readonly custom_url?: { readonly url?: string }
  readonly images?: readonly { readonly url_thumbnail?: string; readonly is_thumbnail?: boolean }[]
  readonly categories?: readonly number[]
}
type Variant = {
  readonly id: number
  readonly product_id: number
  readonly sku?: string
  readonly option_values?: readonly { readonly label: string }[]
}
type Category = { readonly id: number; readonly name: string; readonly image_url?: string }

const PRODUCTS = '/v3/catalog/products'
/** Ids of one request: its URL must not grow too long. */
const TOGETHER = 100
const MOST_MEMBERS = 150
const FIELDS = 'name,is_visible,type,custom_url,categories'

/** Products, their variants, and categories, which are what Shopify calls collections. */
export function createCatalog(api: BigCommerceApi, storeDomain: string) {
  const listProducts = async (ids: readonly number[]): Promise<Map<number, Product>> => {
    const found = new Map<number, Product>()
    for (let at = 0; at < ids.length; at += TOGETHER) {
      const part = ids.slice(at, at + TOGETHER)
      const query = { 'id:in': part.join(','), include: 'images', include_fields: FIELDS, limit: TOGETHER }
      const answer = await api.send<Many<Product>>({ path: PRODUCTS, query })
      for (const product of answer?.data ?? []) found.set(product.id, product)
    }
    return found
  }
  const toSummary = ({ id, name, is_visible, custom_url, images = [] }: Product): ProductSummary => {
    const picture = images.find((one) => one.is_thumbnail) ?? images[0]
    const url = custom_url?.url ?? ''
    return {
      ...{ id, title: name, imageUrl: picture?.url_thumbnail || null },
      handle: url.replace(/^\/|\/$/g, ''),
      storeUrl: is_visible === false || url === '' ? null : new URL(url, `https://${storeDomain}`).href,
      status: is_visible === false ? 'DRAFT' : 'ACTIVE',
    }
  }
  const countProducts = async (categoryId: number): Promise<number> => {
    const query = { 'categories:in': categoryId, include_fields: 'id', limit: 1 }
    const answer = await api.send<Many<Product>>({ path: PRODUCTS, query })
    return answer?.meta?.pagination?.total ?? answer?.data.length ?? 0
  }
  const toCollection = async ({ id, name, image_url }: Category): Promise<CollectionSummary> => ({
    ...{ id, title: name, imageUrl: image_url || null },
    productsCount: await countProducts(id),
  })
  return {
    readProducts: async (ids) => {
      const found = await listProducts(ids)
      return ids.map((id) => {
        const product = found.get(id)
        return product ? toSummary(product) : null
      })
    },
    readProductFacts: async (ids) => {
      const found = await listProducts(ids)
      return ids.map((id) => {
        const product = found.get(id)
        if (!product) return null
        const isOnline = product.is_visible !== false
        const plain = { isBundle: false, isGiftCard: false, subscription: 'none' } as const
        return { id, title: product.name, isOnline, ...plain }
      })
    },
    readVariants: async (ids) => {
      const variants = new Map<number, Variant>()
      for (const id of ids) {
        const answer = await api.send<Many<Variant>>({ path: '/v3/catalog/variants', query: { id } })
        const variant = answer?.data.find((one) => one.id === id)
        if (variant) variants.set(id, variant)
      }
      const products = await listProducts([...new Set([...variants.values()].map((one) => one.product_id))])
      return ids.map((id) => {
        const variant = variants.get(id)
        const product = variant && products.get(variant.product_id)
        if (!variant || !product) return null
        const options = (variant.option_values ?? []).map(({ label }) => label).join(' / ')
        return { id, title: options || 'Default Title', product: toSummary(product) }
      })
    },
    readCollections: async (ids) => {
      if (ids.length === 0) return []
      const query = { 'id:in': ids.join(','), limit: TOGETHER }
      const answer = await api.send<Many<Category>>({ path: '/v3/catalog/categories', query })
      const found = answer?.data ?? []
      return Promise.all(
        ids.map(async (id) => {
          const category = found.find((one) => one.id === id)
          return category ? toCollection(category) : null
        }),
      )
    },
    listCollectionProducts: async ({ collectionId, after }) => {
      const page = Number(after ?? 1)
      const query = { 'categories:in': collectionId, include_fields: 'id', limit: MOST_MEMBERS, page }
      const answer = await api.send<Many<Product>>({ path: PRODUCTS, query: { ...query, sort: 'id' } })
      const productIds = (answer?.data ?? []).map(({ id }) => id)
      const next = productIds.length < MOST_MEMBERS ? null : String(page + 1)
      return { productIds, variants: [], next }
    },
    listVariants: async ({ productId }) => {
      const path = `${PRODUCTS}/${productId}/variants`
      const answer = await api.send<Many<Variant>>({ path, query: { include_fields: 'id', limit: 250 } })
      return (answer?.data ?? []).map(({ id }) => id)
    },
    findProductCollections: async ({ productId, collectionIds }) => {
      const product = (await listProducts([productId])).get(productId)
      const own = product?.categories ?? []
      return { collectionIds: collectionIds.filter((id) => own.includes(id)), variants: [] }
    },
  } satisfies Partial<ShopifyPort>
}
