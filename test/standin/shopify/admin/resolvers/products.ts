import type { StandinProduct, StandinVariant } from '../../state.ts'
import {
  type AdminContext,
  type ApiObject,
  formatGid,
  formatInstant,
  parseGid,
  userError,
} from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'
import { metafieldFields } from './metafields.ts'
import { collectionFields } from './productCollections.ts'

const CREATED_AT = formatInstant(1_700_000_000)

export function toProduct(ctx: AdminContext, product: StandinProduct): ApiObject {
  const { shop } = ctx
  const id = formatGid('Product', product.id)
  const image = toImage(ctx, product)
  const media = image && {
    __typename: 'MediaImage',
    id: formatGid('MediaImage', product.id),
    alt: product.title,
    image,
    mediaContentType: 'IMAGE',
    mimeType: 'image/svg+xml',
    status: 'READY',
    fileStatus: 'READY',
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    preview: { __typename: 'MediaPreviewImage', image, status: 'READY' },
  }
  const prices = product.variants.map((variant) => variant.price).sort((a, b) => Number(a) - Number(b))
  const money = (amount: string | undefined) => ({
    __typename: 'MoneyV2',
    amount: amount ?? '0.0',
    currencyCode: shop.currencyCode,
  })
  return {
    __typename: 'Product',
    id,
    legacyResourceId: String(product.id),
    title: product.title,
    handle: product.handle,
    description: (args: { truncateAt?: number | null }) =>
      product.descriptionHtml.replace(/<[^>]*>/g, '').slice(0, args.truncateAt ?? undefined),
    descriptionHtml: product.descriptionHtml,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    isGiftCard: product.isGiftCard,
    status: product.isDraft ? 'DRAFT' : 'ACTIVE',
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    publishedAt: CREATED_AT,
    hasOnlyDefaultVariant: hasOnlyDefaultVariant(product),
    hasOutOfStockVariants: product.variants.some((variant) => !variant.available),
    totalVariants: product.variants.length,
    variantsCount: { __typename: 'Count', count: product.variants.length, precision: 'EXACT' },
    totalInventory: 0,
    tracksInventory: false,
    onlineStoreUrl:
      product.isOnline && !product.isDraft ? `${shop.storefrontOrigin}/products/${product.handle}` : null,
    hasVariantsThatRequiresComponents: product.isBundle,
    // Products with plans are sold once, too.
    requiresSellingPlan: false,
    sellingPlanGroupsCount: { __typename: 'Count', count: product.sellingPlans.length, precision: 'EXACT' },
    onlineStorePreviewUrl: `${shop.storefrontOrigin}/products/${product.handle}`,
    featuredImage: image,
    featuredMedia: media,
    media: (args: PageArguments) => listOne(args, media),
    images: (args: PageArguments) => listOne(args, image),
    priceRangeV2: {
      __typename: 'ProductPriceRangeV2',
      minVariantPrice: money(prices[0]),
      maxVariantPrice: money(prices.at(-1)),
    },
    ...collectionFields({ ctx, product, toVariant: (variant) => toVariant(ctx, product, variant) }),
    variants: (args: PageArguments) =>
      paginate({
        items: product.variants,
        args,
        idOf: (variant) => String(variant.id),
        toNode: (variant) => toVariant(ctx, product, variant),
      }),
    ...metafieldFields(ctx, id),
  }
}

/** `productUpdate`, as far as it makes a product a draft or active. */
export function updateProduct(
  ctx: AdminContext,
  { product: input }: { product: { id: string; status?: string | null } },
): unknown {
  const gid = parseGid(input.id)
  const found = gid?.type === 'Product' ? ctx.shop.products.get(Number(gid.id)) : undefined
  const payload = { __typename: 'ProductUpdatePayload' }
  if (!found) {
    const error = userError({ field: ['id'], message: 'Product does not exist' })
    return { ...payload, product: null, userErrors: [error] }
  }
  if (input.status === 'DRAFT' || input.status === 'ACTIVE') found.isDraft = input.status === 'DRAFT'
  return { ...payload, product: () => toProduct(ctx, found), userErrors: [] }
}

export function toVariant(ctx: AdminContext, product: StandinProduct, variant: StandinVariant): ApiObject {
  const id = formatGid('ProductVariant', variant.id)
  return {
    __typename: 'ProductVariant',
    id,
    legacyResourceId: String(variant.id),
    title: variant.title,
    displayName: `${product.title} - ${variant.title}`,
    price: variant.price,
    compareAtPrice: variant.compareAtPrice,
    sku: variant.sku,
    barcode: null,
    availableForSale: variant.available,
    inventoryQuantity: null,
    inventoryPolicy: 'CONTINUE',
    position: product.variants.indexOf(variant) + 1,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    image: () => toImage(ctx, product),
    selectedOptions: [{ __typename: 'SelectedOption', name: 'Title', value: variant.title }],
    product: () => toProduct(ctx, product),
    ...metafieldFields(ctx, id),
  }
}

export function toImage(ctx: AdminContext, product: StandinProduct): ApiObject | null {
  if (product.image === null) return null
  const url = new URL(product.image, ctx.shop.storefrontOrigin).href
  return {
    __typename: 'Image',
    id: formatGid('ProductImage', product.id),
    altText: product.title,
    url,
    src: url,
    originalSrc: url,
    width: 1200,
    height: 1200,
    thumbhash: null,
  }
}

function listOne(args: PageArguments, node: ApiObject | null): ApiObject {
  const items = node ? [node] : []
  return paginate({ items, args, idOf: (each) => String(each.id), toNode: (each) => each })
}

/** Whether a product has only the default variant. */
export function hasOnlyDefaultVariant(product: StandinProduct): boolean {
  return product.variants.length === 1 && product.variants[0]?.title === 'Default Title'
}

export type ListProductsArguments = PageArguments & { query?: string | null; sortKey?: string | null }

/** Lists products by a search text: words in the title, or `id:`, `title:`, `handle:`, `vendor:`, `tag:` filters. */
export function listProducts(ctx: AdminContext, args: ListProductsArguments): ApiObject {
  const items = searchProducts([...ctx.shop.products.values()], args.query ?? '')
  const sorted =
    args.sortKey === 'TITLE'
      ? items.sort((a, b) => a.title.localeCompare(b.title))
      : items.sort((a, b) => a.id - b.id)
  return paginate({
    items: sorted,
    args,
    idOf: (product) => String(product.id),
    toNode: (product) => toProduct(ctx, product),
  })
}

/** Finds products by a search text; `OR` joins alternatives. */
export function searchProducts(products: readonly StandinProduct[], query: string): StandinProduct[] {
  const alternatives = query.split(/\s+OR\s+/).map((part) => part.match(/\S*"[^"]*"|\S+/g) ?? [])
  return products.filter((product) =>
    alternatives.some((terms) => terms.every((term) => term === 'AND' || matchesTerm(product, term))),
  )
}

function matchesTerm(product: StandinProduct, term: string): boolean {
  const colon = term.indexOf(':')
  const field = colon > 0 ? term.slice(0, colon) : ''
  const wanted = term
    .slice(colon + 1)
    .replace(/["()*']/g, '')
    .toLowerCase()
  if (field === 'id') return String(product.id) === (parseGid(wanted)?.id ?? wanted)
  if (field === 'handle') return product.handle.toLowerCase() === wanted
  if (field === 'vendor') return product.vendor.toLowerCase() === wanted
  if (field === 'tag') return product.tags.some((tag) => tag.toLowerCase() === wanted)
  if (field === 'status') return wanted.split(',').includes('active')
  return product.title.toLowerCase().includes(wanted)
}
