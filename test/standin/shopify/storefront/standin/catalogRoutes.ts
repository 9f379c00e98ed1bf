import { type Context, Hono } from 'hono'
import { metafieldKey, nextId, type StandinCollection, type StandinProduct, shopNow } from '../../state.ts'
import { emitWebhook } from '../../webhooks/emitWebhook.ts'
import { formatCollection, formatProduct } from '../../webhooks/formatProduct.ts'
import type { StorefrontContext } from '../context.ts'

/**
 * Routes with which a test acts as the merchant in the catalogue: change, duplicate, strip and delete products, fill
 * collections.
 */
export function catalogRoutes(context: StorefrontContext): Hono {
  const { state, shop } = context
  const app = new Hono()
  const missing = (c: Context) => c.json({ message: 'The shop has nothing with that id.' }, 404)
  const findProduct = (c: Context) => shop.products.get(Number(c.req.param('id')))
  const findCollection = (c: Context) => shop.collections.get(Number(c.req.param('id')))
  const tell = (topic: string, payload: Record<string, unknown>) =>
    emitWebhook({ state, shop, topic, payload })

  app.post('/standin/products/:id', async (c) => {
    const product = findProduct(c)
    if (!product) return missing(c)
    const { title } = (await c.req.json()) as { title?: string }
    if (title !== undefined) product.title = title
    tell('products/update', formatProduct(product))
    return c.json(product)
  })
  app.delete('/standin/products/:id', (c) => {
    const product = findProduct(c)
    if (!product) return missing(c)
    shop.products.delete(product.id)
    for (const owner of listOwners(product)) dropMetafields(context, owner)
    for (const collection of shop.collections.values()) {
      collection.productIds = collection.productIds.filter((id) => id !== product.id)
      collection.variantIds = collection.variantIds.filter(
        (id) => !product.variants.some((one) => one.id === id),
      )
    }
    tell('products/delete', { id: product.id })
    return c.body(null, 204)
  })
  app.post('/standin/products/:id/strip', (c) => {
    const product = findProduct(c)
    if (!product) return missing(c)
    for (const owner of listOwners(product)) dropMetafields(context, owner)
    tell('products/update', formatProduct(product))
    return c.json({ stripped: product.id })
  })
  app.post('/standin/products/:id/duplicate', (c) => {
    const product = findProduct(c)
    if (!product) return missing(c)
    const copy = duplicate(context, product)
    tell('products/create', formatProduct(copy))
    return c.json(copy, 201)
  })
  app.post('/standin/collections', async (c) => {
    const asked = (await c.req.json()) as Partial<StandinCollection>
    const id = nextId()
    const title = asked.title ?? 'Collection'
    const handle = asked.handle ?? `collection-${id}`
    const collection = {
      id,
      title,
      handle,
      productIds: asked.productIds ?? [],
      variantIds: asked.variantIds ?? [],
      image: null,
      updatedAt: now(),
    }
    shop.collections.set(id, collection)
    tell('collections/create', formatCollection(collection))
    return c.json(collection, 201)
  })
  app.post('/standin/collections/:id/products', async (c) => {
    const collection = findCollection(c)
    if (!collection) return missing(c)
    const { add, remove, addVariants, removeVariants } = (await c.req.json()) as Record<string, number[]>
    collection.productIds = change(collection.productIds, { add, remove })
    collection.variantIds = change(collection.variantIds, { add: addVariants, remove: removeVariants })
    collection.updatedAt = now()
    tell('collections/update', formatCollection(collection))
    return c.json(collection)
  })
  app.delete('/standin/collections/:id', (c) => {
    const collection = findCollection(c)
    if (!collection) return missing(c)
    shop.collections.delete(collection.id)
    tell('collections/delete', { id: collection.id })
    return c.body(null, 204)
  })
  return app

  function now(): string {
    return new Date(shopNow(shop) * 1000).toISOString()
  }
}

function change(
  ids: readonly number[],
  { add = [], remove = [] }: { add: number[] | undefined; remove: number[] | undefined },
): number[] {
  return [...new Set([...ids.filter((id) => !remove.includes(id)), ...add])]
}

function listOwners(product: StandinProduct): string[] {
  const variants = product.variants.map((variant) => `gid://shopify/ProductVariant/${variant.id}`)
  return [`gid://shopify/Product/${product.id}`, ...variants]
}

function dropMetafields({ shop }: StorefrontContext, ownerGid: string): void {
  for (const [key, metafield] of shop.metafields)
    if (metafield.ownerGid === ownerGid) shop.metafields.delete(key)
}

/** A duplicate copies the metafields of the original and of its variants, the app's own included. */
function duplicate({ shop }: StorefrontContext, product: StandinProduct): StandinProduct {
  const id = nextId()
  const copy: StandinProduct = {
    ...structuredClone(product),
    id,
    title: `Copy of ${product.title}`,
    handle: `copy-of-${product.handle}-${id}`,
    variants: product.variants.map((variant) => ({ ...variant, id: nextId() })),
  }
  shop.products.set(id, copy)
  const owners = listOwners(copy)
  for (const [at, from] of listOwners(product).entries()) {
    const ownerGid = owners[at] ?? ''
    for (const metafield of [...shop.metafields.values()].filter((one) => one.ownerGid === from)) {
      const { namespace, key } = metafield
      const gid = `gid://shopify/Metafield/${nextId()}`
      shop.metafields.set(metafieldKey(ownerGid, namespace, key), { ...metafield, id: gid, ownerGid })
    }
  }
  return copy
}
