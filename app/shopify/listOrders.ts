import { formatInstant, numberOf, secondsOf } from './gid.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ListOrders($query: String!, $after: String) {
    orders(first: 100, after: $after, sortKey: UPDATED_AT, query: $query) {
      nodes { id createdAt updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }`

type Found = {
  orders: {
    nodes: { id: string; createdAt: string; updatedAt: string }[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
  }
}

/**
 * List one page of the orders that changed since a moment, the longest unchanged first. Without `read_all_orders`
 * Shopify shows those of the last 60 days.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/orders
 */
export async function listOrders({
  graphql,
  since,
  after,
}: {
  graphql: AdminGraphql
  since: number
  after: string | null
}): Promise<{ orders: { id: number; createdAt: number; updatedAt: number }[]; next: string | null }> {
  const { orders } = await runQuery<Found>({
    graphql,
    document: DOCUMENT,
    variables: { query: `updated_at:>='${formatInstant(since)}'`, after },
  })
  return {
    orders: orders.nodes.map(({ id, createdAt, updatedAt }) => ({
      id: numberOf(id),
      createdAt: secondsOf(createdAt),
      updatedAt: secondsOf(updatedAt),
    })),
    next: orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null,
  }
}
