import { formatGid, numberOf } from './gid.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ListMarkedVariants($id: ID!, $after: String) {
    product(id: $id) {
      variants(first: 150, after: $after) {
        nodes { id metafield(namespace: "$app", key: "gates") { id } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`

type Found = {
  product: {
    variants: {
      nodes: { id: string; metafield: { id: string } | null }[]
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
    }
  } | null
}

/**
 * List the variants of a product that carry gates, whosoever put them there: a copy has those of its original. None for
 * a product that is gone. One request per 150 variants.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Product
 */
export async function listMarkedVariants({
  graphql,
  productId,
}: {
  graphql: AdminGraphql
  productId: number
}): Promise<number[]> {
  const marked: number[] = []
  for (let after: string | null = null; ; ) {
    const answer: Found = await runQuery<Found>({
      graphql,
      document: DOCUMENT,
      variables: { id: formatGid('Product', productId), after },
    })
    if (!answer.product) return marked
    const { nodes, pageInfo } = answer.product.variants
    marked.push(...nodes.flatMap(({ id, metafield }) => (metafield ? [numberOf(id)] : [])))
    if (!pageInfo.hasNextPage) return marked
    after = pageInfo.endCursor
  }
}
