import type { StandinCollection, StandinProduct } from '../../state.ts'
import { type AdminContext, type ApiObject, formatGid, formatInstant, parseGid } from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'
import { metafieldFields } from './metafields.ts'
import { toProduct } from './products.ts'

export function toCollection(ctx: AdminContext, collection: StandinCollection): ApiObject {
  const id = formatGid('Collection', collection.id)
  const products = (): StandinProduct[] =>
    collection.productIds.flatMap((productId) => ctx.shop.products.get(productId) ?? [])
  const url = collection.image && new URL(collection.image, ctx.shop.storefrontOrigin).href
  return {
    __typename: 'Collection',
    id,
    legacyResourceId: String(collection.id),
    title: collection.title,
    handle: collection.handle,
    description: '',
    descriptionHtml: '',
    sortOrder: 'MANUAL',
    updatedAt: formatInstant(Date.parse(collection.updatedAt) / 1000),
    ruleSet: null,
    image: url && {
      __typename: 'Image',
      id: formatGid('CollectionImage', collection.id),
      url,
      altText: null,
    },
    productsCount: () => ({ __typename: 'Count', count: products().length, precision: 'EXACT' }),
    hasProduct: (args: { id: string }) => holds(collection, args.id),
    products: (args: PageArguments & { sortKey?: string | null }) =>
      paginate({
        items: args.sortKey === 'ID' ? products().sort((a, b) => a.id - b.id) : products(),
        args,
        idOf: (product) => String(product.id),
        toNode: (product) => toProduct(ctx, product),
      }),
    ...metafieldFields(ctx, id),
  }
}

/** What a product knows of the collections it is in. */
export function collectionFields(ctx: AdminContext, product: StandinProduct): Record<string, unknown> {
  const around = (): StandinCollection[] =>
    [...ctx.shop.collections.values()].filter((each) => each.productIds.includes(product.id))
  return {
    inCollection: (args: { id: string }) => around().some((each) => String(each.id) === numberIn(args.id)),
    collections: (args: PageArguments) =>
      paginate({
        items: around(),
        args,
        idOf: (each) => String(each.id),
        toNode: (each) => toCollection(ctx, each),
      }),
  }
}

export function listCollections(
  ctx: AdminContext,
  args: PageArguments & { query?: string | null },
): ApiObject {
  const wanted = (args.query ?? '')
    .replace(/^title:/, '')
    .replace(/["'*]/g, '')
    .toLowerCase()
  return paginate({
    items: [...ctx.shop.collections.values()].filter((each) => each.title.toLowerCase().includes(wanted)),
    args,
    idOf: (each) => String(each.id),
    toNode: (each) => toCollection(ctx, each),
  })
}

function holds(collection: StandinCollection, productGid: string): boolean {
  const gid = parseGid(productGid)
  return gid?.type === 'Product' && collection.productIds.includes(Number(gid.id))
}

function numberIn(gid: string): string | null {
  const parsed = parseGid(gid)
  return parsed?.type === 'Collection' ? parsed.id : null
}
