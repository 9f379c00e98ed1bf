import { formatGid, numberOf } from './gid.ts'
import { readNodes } from './readNodes.ts'
import type { AdminGraphql } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ReadVariants($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on ProductVariant { title product { id title handle featuredMedia { preview { image { url } } } } }
    }
  }`

type Found = {
  id: string
  title?: string
  product?: {
    id: string
    title: string
    handle: string
    featuredMedia?: { preview?: { image?: { url: string } | null } | null } | null
  }
}
export type ReadVariant = {
  readonly id: number
  readonly title: string
  readonly product: {
    readonly id: number
    readonly title: string
    readonly handle: string
    readonly imageUrl: string | null
  }
}
const POINTS = 5

/**
 * Read what a merchant knows variants by, in the order asked; null for one that is gone. One request per 100.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/objects/ProductVariant
 */
export async function readVariants({
  graphql,
  ids,
}: {
  graphql: AdminGraphql
  ids: readonly number[]
}): Promise<(ReadVariant | null)[]> {
  const gids = ids.map((id) => formatGid('ProductVariant', id))
  const nodes = await readNodes<Found>({ graphql, document: DOCUMENT, ids: gids, points: POINTS })
  return ids.map((id, i) => toVariant(id, nodes[i]))
}

function toVariant(id: number, node: Found | null | undefined): ReadVariant | null {
  if (node?.title === undefined || !node.product) return null
  const { product } = node
  return {
    id,
    title: node.title,
    product: {
      id: numberOf(product.id),
      title: product.title,
      handle: product.handle,
      imageUrl: product.featuredMedia?.preview?.image?.url ?? null,
    },
  }
}
