import { formatGid, numberOf } from './gid.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ListCollectionProducts($id: ID!, $after: String) {
    collection(id: $id) {
      products(first: 250, after: $after, sortKey: ID) { nodes { id } pageInfo { hasNextPage endCursor } }
    }
  }`

type Found = {
  collection: {
    products: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
  } | null
}

/**
 * List one page of a collection's products; none for a collection that is gone.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/collection
 */
export async function listCollectionProducts({
  graphql,
  collectionId,
  after,
}: {
  graphql: AdminGraphql
  collectionId: number
  after: string | null
}): Promise<{ productIds: number[]; next: string | null }> {
  const { collection } = await runQuery<Found>({
    graphql,
    document: DOCUMENT,
    variables: { id: formatGid('Collection', collectionId), after },
  })
  if (!collection) return { productIds: [], next: null }
  const { nodes, pageInfo } = collection.products
  return {
    productIds: nodes.map(({ id }) => numberOf(id)),
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  }
}
