import { formatGid, numberOf } from './gid.ts'
import { type Membership, readMemberships } from './readMemberships.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

// At four points for each product, a page stays well below the thousand that a query may cost.
const DOCUMENT = `#graphql
  query ListCollectionProducts($id: ID!, $after: String) {
    collection(id: $id) {
      products(first: 150, after: $after, sortKey: ID) {
        nodes { id variantsInCollection(collectionId: $id, first: 1) { nodes { id } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`

type Found = {
  collection: {
    products: {
      /** Null where the product is in the collection whole. */
      nodes: { id: string; variantsInCollection: object | null }[]
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
    }
  } | null
}

/**
 * List one page of what is in a collection: products that are in it whole, and variants that are in it by themselves.
 * None for a collection that is gone. One request for 150 products, and more where single variants are in it.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/changelog/new-collection-model-and-apis-now-available
 */
export async function listCollectionProducts({
  graphql,
  collectionId,
  after,
}: {
  graphql: AdminGraphql
  collectionId: number
  after: string | null
}): Promise<{
  productIds: number[]
  variants: { productId: number; variantId: number }[]
  next: string | null
}> {
  const { collection } = await runQuery<Found>({
    graphql,
    document: DOCUMENT,
    variables: { id: formatGid('Collection', collectionId), after },
  })
  if (!collection) return { productIds: [], variants: [], next: null }
  const { nodes, pageInfo } = collection.products
  const listed = nodes.map((node) => ({
    productId: numberOf(node.id),
    isWhole: node.variantsInCollection === null,
  }))
  const single = listed.flatMap(({ productId, isWhole }) => (isWhole ? [] : [{ productId, collectionId }]))
  const read = await readMemberships({ graphql, asked: single })
  return {
    productIds: listed
      .filter(({ productId, isWhole }) => isWhole || isWholeIn(read, productId))
      .map(({ productId }) => productId),
    variants: read.flatMap(({ productId, variantIds }) =>
      (variantIds ?? []).map((variantId) => ({ productId, variantId })),
    ),
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  }
}

/** The whole product may have joined between the two requests. */
function isWholeIn(read: readonly Membership[], productId: number): boolean {
  return read.some((one) => one.productId === productId && one.variantIds === null)
}
