import { profileOf } from './profileOf.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query FindProfileDiscounts {
    discountNodes(first: 100, sortKey: CREATED_AT, reverse: true, query: "method:automatic AND type:app") {
      nodes {
        metafield(namespace: "$app", key: "proof_config") { value }
        discount { __typename ... on DiscountAutomaticApp { discountId } }
      }
    }
  }`

type Node = {
  readonly metafield: { readonly value: string } | null
  readonly discount: { readonly discountId?: string }
}

/**
 * Find this app's automatic discounts of a profile, oldest first. Our own namespace marks them as ours.
 *
 * There is one, or none; an answer that was lost may have left one that nobody remembers.
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/discountNodes
 */
export async function findProfileDiscounts({
  graphql,
  profile,
}: {
  graphql: AdminGraphql
  profile: number
}): Promise<string[]> {
  const { discountNodes } = await runQuery<{ discountNodes: { nodes: Node[] } }>({
    graphql,
    document: DOCUMENT,
  })
  return discountNodes.nodes
    .filter(({ metafield }) => profileOf(metafield?.value) === profile)
    .flatMap(({ discount }) => discount.discountId ?? [])
    .reverse()
}
