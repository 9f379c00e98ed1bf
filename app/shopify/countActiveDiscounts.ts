import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query CountActiveDiscounts {
    discountNodesCount(query: "method:automatic AND status:active") { count }
  }`

/**
 * How many automatic discounts are active, of all apps and the merchant together.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/discountNodesCount
 */
export async function countActiveDiscounts({ graphql }: { graphql: AdminGraphql }): Promise<number> {
  const { discountNodesCount } = await runQuery<{ discountNodesCount: { count: number } | null }>({
    graphql,
    document: DOCUMENT,
  })
  return discountNodesCount?.count ?? 0
}
