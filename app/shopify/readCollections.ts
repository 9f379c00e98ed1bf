import { formatGid } from './gid.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ReadCollections($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Collection { title image { url } productsCount { count } }
    }
  }`

type Found = {
  id: string
  title?: string
  image?: { url: string } | null
  productsCount?: { count: number } | null
}
export type ReadCollection = {
  readonly id: number
  readonly title: string
  readonly imageUrl: string | null
  readonly productsCount: number
}

/**
 * Read what a merchant knows collections by, in the order asked; null for one that is gone. At most 250.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Collection
 */
export async function readCollections({
  graphql,
  ids,
}: {
  graphql: AdminGraphql
  ids: readonly number[]
}): Promise<(ReadCollection | null)[]> {
  if (ids.length === 0) return []
  const { nodes } = await runQuery<{ nodes: (Found | null)[] }>({
    graphql,
    document: DOCUMENT,
    variables: { ids: ids.map((id) => formatGid('Collection', id)) },
  })
  return ids.map((id, i) => {
    const node = nodes[i]
    if (node?.title === undefined) return null
    return {
      id,
      title: node.title,
      imageUrl: node.image?.url ?? null,
      productsCount: node.productsCount?.count ?? 0,
    }
  })
}
