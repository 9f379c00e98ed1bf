import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ReadFunctions {
    shopifyFunctions(first: 50) { nodes { handle inputQuery } }
  }`

export type ReadFunction = {
  readonly handle: string
  readonly inputQuery: string | null
}

/**
 * Read the Functions of this app as the shop has them.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/shopifyFunctions
 */
export async function readFunctions({ graphql }: { graphql: AdminGraphql }): Promise<ReadFunction[]> {
  const { shopifyFunctions } = await runQuery<{ shopifyFunctions: { nodes: ReadFunction[] } }>({
    graphql,
    document: DOCUMENT,
  })
  return shopifyFunctions.nodes
}
