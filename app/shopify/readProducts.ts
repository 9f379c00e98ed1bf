import { formatGid } from './gid.ts'
import { readNodes } from './readNodes.ts'
import type { AdminGraphql } from './runOperation.ts'

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
const POINTS = 4

/**
 * Read what a merchant knows products by, in the order asked; null for one that is gone. One request per 125.
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
  const gids = ids.map((id) => formatGid('Product', id))
  const nodes = await readNodes<Found>({ graphql, document: DOCUMENT, ids: gids, points: POINTS })
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
