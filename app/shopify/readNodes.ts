import { type AdminGraphql, runQuery } from './runOperation.ts'

/** Points per request. Shopify counts the fields of a node once per id, and allows at most 1000 points in one query. */
const MAX_POINTS = 500

/**
 * Read nodes by their ids, in the same order; null for a missing node. Each request costs at most half of Shopify's
 * limit.
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/usage/limits
 */
export async function readNodes<Node>({
  graphql,
  document,
  ids,
  points,
  variables = {},
}: {
  graphql: AdminGraphql
  /** A query of `nodes(ids: $ids)`. */
  document: string
  ids: readonly string[]
  /** Cost of one node: one point for itself and one for each object in it. */
  points: number
  variables?: Readonly<Record<string, unknown>>
}): Promise<(Node | null)[]> {
  const size = Math.floor(MAX_POINTS / points)
  const found: (Node | null)[] = []
  for (let i = 0; i < ids.length; i += size) {
    const part = ids.slice(i, i + size)
    const { nodes } = await runQuery<{ nodes: (Node | null)[] }>({
      graphql,
      document,
      variables: { ...variables, ids: part },
    })
    found.push(...part.map((_, n) => nodes[n] ?? null))
  }
  return found
}
