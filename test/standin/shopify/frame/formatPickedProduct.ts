import { hasOnlyDefaultVariant } from '../admin/resolvers/products.ts'
import type { StandinProduct, StandinShop } from '../state.ts'

/** A product as App Bridge's resource picker returns it. */
export function formatPickedProduct(shop: StandinShop, product: StandinProduct): Record<string, unknown> {
  const instant = '2026-01-01T00:00:00Z'
  const id = `gid://shopify/Product/${product.id}`
  const images =
    product.image === null
      ? []
      : [
          {
            id: `gid://shopify/ProductImage/${product.id}`,
            altText: product.title,
            originalSrc: new URL(product.image, shop.storefrontOrigin).href,
          },
        ]
  return {
    id,
    title: product.title,
    handle: product.handle,
    status: 'ACTIVE',
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    descriptionHtml: product.descriptionHtml,
    images,
    hasOnlyDefaultVariant: hasOnlyDefaultVariant(product),
    options: [
      {
        id: `gid://shopify/ProductOption/${product.id}`,
        name: 'Title',
        position: 1,
        values: product.variants.map((variant) => variant.title),
      },
    ],
    totalVariants: product.variants.length,
    totalInventory: 0,
    tracksInventory: false,
    availablePublicationCount: 1,
    createdAt: instant,
    updatedAt: instant,
    publishedAt: instant,
    templateSuffix: null,
    variants: product.variants.map((variant, index) => ({
      id: `gid://shopify/ProductVariant/${variant.id}`,
      title: variant.title,
      displayName: `${product.title} - ${variant.title}`,
      sku: variant.sku,
      price: variant.price,
      compareAtPrice: variant.compareAtPrice,
      availableForSale: variant.available,
      position: index + 1,
      inventoryPolicy: 'CONTINUE',
      inventoryQuantity: null,
      requiresShipping: true,
      taxable: true,
      createdAt: instant,
      updatedAt: instant,
      product: { id },
      selectedOptions: [{ value: variant.title }],
    })),
  }
}
