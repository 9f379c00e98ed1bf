import type { StandinCollection, StandinProduct } from '../state.ts'

/** The body of `products/create` and `products/update`. */
export function formatProduct(product: StandinProduct): Record<string, unknown> {
  return {
    id: product.id,
    admin_graphql_api_id: `gid://shopify/Product/${product.id}`,
    title: product.title,
    handle: product.handle,
    vendor: product.vendor,
    product_type: product.productType,
    tags: product.tags.join(', '),
    status: 'active',
    updated_at: new Date().toISOString(),
    variants: product.variants.map((variant) => ({
      id: variant.id,
      admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`,
      product_id: product.id,
      title: variant.title,
      price: variant.price,
      sku: variant.sku,
    })),
  }
}

/** The body of `collections/create` and `collections/update`. Shopify does not document its content. */
export function formatCollection(collection: StandinCollection): Record<string, unknown> {
  return {
    id: collection.id,
    admin_graphql_api_id: `gid://shopify/Collection/${collection.id}`,
    title: collection.title,
    handle: collection.handle,
    updated_at: collection.updatedAt,
  }
}
