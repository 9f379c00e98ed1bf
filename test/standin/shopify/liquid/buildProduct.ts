import type { StandinProduct, StandinVariant } from '../state.ts'
import { type ResolveMetafieldsParameters, resolveMetafields } from './resolveMetafields.ts'

export type BuildProductParameters = Omit<ResolveMetafieldsParameters, 'ownerGid'> & {
  readonly product: StandinProduct
  /** Presentment currency per unit of shop currency; decimal text. */
  readonly rate: string
  /** The `?variant=` of the page. */
  readonly selectedVariantId?: number | null
}

/** A product as Liquid reads it; prices in hundredths of the presentment currency. */
export function buildProduct(parameters: BuildProductParameters): Record<string, unknown> {
  const { state, shop, product, rate, selectedVariantId } = parameters
  const url = `/products/${product.handle}`
  const image =
    product.image === null ? null : { src: product.image, alt: product.title, width: 800, height: 800 }
  const variants = product.variants.map((variant) => ({
    id: variant.id,
    title: variant.title,
    sku: variant.sku,
    available: variant.available,
    price: toCents(variant.price, rate),
    compare_at_price: variant.compareAtPrice === null ? null : toCents(variant.compareAtPrice, rate),
    option1: variant.title,
    options: [variant.title],
    url: `${url}?variant=${variant.id}`,
    featured_image: image,
    metafields: resolveMetafields({ state, shop, ownerGid: `gid://shopify/ProductVariant/${variant.id}` }),
  }))
  const prices = variants.map((variant) => variant.price)
  const selected = variants.find((variant) => variant.id === selectedVariantId) ?? null
  const firstAvailable = variants.find((variant) => variant.available) ?? null
  return {
    id: product.id,
    title: product.title,
    handle: product.handle,
    description: product.descriptionHtml,
    content: product.descriptionHtml,
    vendor: product.vendor,
    type: product.productType,
    tags: product.tags,
    'gift_card?': product.isGiftCard,
    gift_card: product.isGiftCard,
    url,
    available: firstAvailable !== null,
    price: firstAvailable?.price ?? prices[0] ?? 0,
    price_min: Math.min(...prices),
    price_max: Math.max(...prices),
    price_varies: new Set(prices).size > 1,
    compare_at_price: firstAvailable?.compare_at_price ?? null,
    featured_image: image,
    images: image === null ? [] : [image],
    has_only_default_variant: hasOnlyDefaultVariant(product.variants),
    options: ['Title'],
    variants,
    selected_variant: selected,
    first_available_variant: firstAvailable,
    selected_or_first_available_variant: selected ?? firstAvailable ?? variants[0] ?? null,
    metafields: resolveMetafields({ state, shop, ownerGid: `gid://shopify/Product/${product.id}` }),
  }
}

/** Converts decimal text in the shop's currency to hundredths of the presentment currency. */
export function toCents(amount: string, rate: string): number {
  return Math.round(Number(amount) * Number(rate) * 100)
}

function hasOnlyDefaultVariant(variants: readonly StandinVariant[]): boolean {
  return variants.length === 1 && variants[0]?.title === 'Default Title'
}
