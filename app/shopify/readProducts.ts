import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ReadProducts($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Product { title handle featuredMedia { preview { image { url } } } }
    }
  }`

type Found = {
  id: string
  title?: string
  handle?: string
  featuredMedia?: { preview?: { image?: { url: string } | null } | null } | null
}
const MAX_IDS = 250

/**
 * Read what a merchant knows products by, in the order asked; null for one that is gone. At most 250.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Product
 */
export async function readProducts({
  graphql,
  ids,
}: {
  graphql: AdminGraphql
  ids: readonly number[]
}): Promise<({ id: number; title: string; handle: string; imageUrl: string | null } | null)[]> {
  if (ids.length === 0) return []
  const { nodes } = await runQuery<{ nodes: (Found | null)[] }>({
    graphql,
    document: DOCUMENT,
    variables: { ids: ids.slice(0, MAX_IDS).map((id) => `gid://shopify/Product/${id}`) },
  })
  return ids.map((id, i) => {
    const node = nodes[i]
    if (node?.title === undefined || node.handle === undefined) return null
    return {
      id,
      title: node.title,
      handle: node.handle,
      imageUrl: node.featuredMedia?.preview?.image?.url ?? null,
    }
  })
}
