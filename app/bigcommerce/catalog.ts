import type { CollectionSummary, ProductSummary, ShopifyPort } from '../ports/shopify.ts'
import type { BigCommerceApi } from './createBigCommerceApi.ts'
import { readDataPages } from './readPages.ts'

type Many<Item> = {
  readonly data: readonly Item[]
  readonly meta?: { readonly pagination?: { readonly total: number } }
}
type Product = {
  readonly id: number
  readonly name: string
  readonly is_visible?: boolean
  readonly type?: 'physical' | 'digital'
  readonly custom_url?: { readonly url?: string }
  readonly primary_image?: { readonly url_thumbnail?: string } | null
  readonly variants?: readonly Variant[]
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

/** Products, their variants, and categories, which are what Shopify calls collections. */
export function createCatalog(api: BigCommerceApi, storeDomain: string) {
  const listProducts = async (ids: readonly number[]): Promise<Map<number, Product>> => {
    const found = new Map<number, Product>()
    for (let at = 0; at < ids.length; at += TOGETHER) {
      const query = { 'id:in': ids.slice(at, at + TOGETHER).join(','), include: 'primary_image' }
      const products = await readDataPages<Product>(api, { path: PRODUCTS, query })
      for (const product of products) found.set(product.id, product)
    }
    return found
  }
  const toSummary = ({ id, name, is_visible, custom_url, primary_image }: Product): ProductSummary => {
    const url = custom_url?.url ?? ''
    return {
      ...{ id, title: name, imageUrl: primary_image?.url_thumbnail || null },
      handle: url.replace(/^\/|\/$/g, ''),
      storeUrl: is_visible === false || url === '' ? null : new URL(url, `https://${storeDomain}`).href,
      status: is_visible === false ? 'DRAFT' : 'ACTIVE',
    }
  }
  const countProducts = async (categoryId: number): Promise<number> => {
    const query = { 'categories:in': categoryId, limit: 1 }
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
      const found: Category[] = []
      for (let at = 0; at < ids.length; at += TOGETHER) {
        const query = { 'id:in': ids.slice(at, at + TOGETHER).join(',') }
        found.push(...(await readDataPages<Category>(api, { path: '/v3/catalog/categories', query })))
      }
      return Promise.all(
        ids.map(async (id) => {
          const category = found.find((one) => one.id === id)
          return category ? toCollection(category) : null
        }),
      )
    },
    listCollectionProducts: async ({ collectionId, after }) => {
      // From the last id on: pages by number would miss a product if one before it leaves the category meanwhile.
      const query = { 'categories:in': collectionId, 'id:greater': after ?? 0, limit: MOST_MEMBERS }
      const answer = await api.send<Many<Product>>({ path: PRODUCTS, query: { ...query, sort: 'id' } })
      const productIds = (answer?.data ?? []).map(({ id }) => id)
      const next = productIds.length < MOST_MEMBERS ? null : String(productIds.at(-1))
      return { productIds, variants: [], next }
    },
    listVariants: async ({ productId }) => {
      const path = `${PRODUCTS}/${productId}/variants`
      return (await readDataPages<Variant>(api, { path })).map(({ id }) => id)
    },
    findProductCollections: async ({ productId, collectionIds }) => {
      const product = (await listProducts([productId])).get(productId)
      const own = product?.categories ?? []
      return { collectionIds: collectionIds.filter((id) => own.includes(id)), variants: [] }
    },
  } satisfies Partial<ShopifyPort>
}

/** What the merchant picks for a gate. */
export type StoreItem = {
  readonly id: number
  readonly title: string
  readonly imageUrl: string | null
  /** Of a variant alone. */
  readonly productId?: number
  /** Of a category alone. */
  readonly productsCount?: number
}
const MOST_SHOWN = 50

/**
 * Search the products, variants or categories of a store for the merchant's dialog. Without words, what is chosen
 * already (`ids`) comes first, and the first of all others.
 */
export function listItems(api: BigCommerceApi, storeDomain: string) {
  const catalog = createCatalog(api, storeDomain)
  const search = async (query: string): Promise<readonly Product[]> => {
    const asked = { limit: MOST_SHOWN, include: 'primary_image,variants', ...(query && { keyword: query }) }
    return (await api.send<Many<Product>>({ path: PRODUCTS, query: asked }))?.data ?? []
  }
  const pictureOf = ({ primary_image }: Product) => primary_image?.url_thumbnail || null
  const listVariants = (product: Product): StoreItem[] =>
    (product.variants ?? []).map(({ id, option_values = [] }) => {
      const options = option_values.map(({ label }) => label).join(' / ')
      const title = options === '' ? product.name : `${product.name} - ${options}`
      return { id, title, imageUrl: pictureOf(product), productId: product.id }
    })
  return async ({
    kind,
    query,
    ids,
  }: {
    kind: 'product' | 'variant' | 'collection'
    query: string
    ids: readonly number[]
  }): Promise<StoreItem[]> => {
    const chosen = await listChosen()
    const found = await listFound()
    return [...chosen, ...found.filter(({ id }) => !ids.includes(id))]

    async function listChosen(): Promise<StoreItem[]> {
      if (ids.length === 0) return []
      if (kind === 'collection') return (await catalog.readCollections(ids)).filter((one) => one !== null)
      if (kind === 'product') return (await catalog.readProducts(ids)).filter((one) => one !== null)
      return (await catalog.readVariants(ids)).flatMap((one) =>
        one
          ? { id: one.id, title: nameOf(one), imageUrl: one.product.imageUrl, productId: one.product.id }
          : [],
      )
    }

    async function listFound(): Promise<StoreItem[]> {
      if (kind === 'product')
        return (await search(query)).map((one) => ({ id: one.id, title: one.name, imageUrl: pictureOf(one) }))
      if (kind === 'variant') return (await search(query)).flatMap(listVariants).slice(0, MOST_SHOWN)
      const asked = { limit: MOST_SHOWN, ...(query && { keyword: query }) }
      const answer = await api.send<Many<Category>>({ path: '/v3/catalog/categories', query: asked })
      return (answer?.data ?? []).map(({ id, name, image_url }) => ({
        ...{ id, title: name, imageUrl: image_url || null },
      }))
    }
  }
}

function nameOf({ title, product }: { title: string; product: ProductSummary }): string {
  return title === 'Default Title' ? product.title : `${product.title} - ${title}`
}
