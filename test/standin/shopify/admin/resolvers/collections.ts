import { listMembers } from '../../collectionMembers.ts'
import type { StandinCollection, StandinProduct } from '../../state.ts'
import { type AdminContext, type ApiObject, formatGid, formatInstant, parseGid } from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'
import { metafieldFields } from './metafields.ts'
import { isIn } from './productCollections.ts'
import { toProduct } from './products.ts'

export function toCollection(ctx: AdminContext, collection: StandinCollection): ApiObject {
  const id = formatGid('Collection', collection.id)
  const products = (): StandinProduct[] => listMembers(ctx.shop, collection)
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
    image: url && {
      __typename: 'Image',
      id: formatGid('CollectionImage', collection.id),
      url,
      altText: null,
    },
    hasProduct: (args: { id: string }) => holds(ctx, collection, args.id),
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

/** Counts products by a search text; only `collection_id:` is supported. */
export function countProducts(ctx: AdminContext, { query }: { query?: string | null }): ApiObject {
  const named = /^collection_id:(\d+)$/.exec(query ?? '')
  if (!named) throw new Error(`The stand-in cannot count products by "${query}".`)
  const collection = ctx.shop.collections.get(Number(named[1]))
  const count = collection ? listMembers(ctx.shop, collection).length : 0
  return { __typename: 'Count', count, precision: 'EXACT' }
}

function holds(ctx: AdminContext, collection: StandinCollection, productGid: string): boolean {
  const gid = parseGid(productGid)
  const product = gid?.type === 'Product' ? ctx.shop.products.get(Number(gid.id)) : undefined
  return product !== undefined && isIn(ctx, collection, product)
}
