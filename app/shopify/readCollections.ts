import { formatGid } from './gid.ts'
import { readNodes } from './readNodes.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ReadCollections($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Collection { title image { url } }
    }
  }`

type Found = {
  id: string
  title?: string
  image?: { url: string } | null
}
const POINTS = 2
const MOST_COUNTED = 100
export type ReadCollection = {
  readonly id: number
  readonly title: string
  readonly imageUrl: string | null
  readonly productsCount: number
}

/**
 * Read what a merchant knows collections by, in the order asked; null for one that is gone. One request per
 * 250, and one per 100 that counts their products.
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
  const gids = ids.map((id) => formatGid('Collection', id))
  const nodes = await readNodes<Found>({ graphql, document: DOCUMENT, ids: gids, points: POINTS })
  const counts = await countProducts({ graphql, ids })
  return ids.map((id, i) => {
    const node = nodes[i]
    if (node?.title === undefined) return null
    const imageUrl = node.image?.url ?? null
    return { id, title: node.title, imageUrl, productsCount: counts.get(id) ?? 0 }
  })
}

// Not `Collection.productsCount`, which the next API version has no more.
async function countProducts({
  graphql,
  ids,
}: {
  graphql: AdminGraphql
  ids: readonly number[]
}): Promise<Map<number, number>> {
  const counts = new Map<number, number>()
  for (let i = 0; i < ids.length; i += MOST_COUNTED) {
    const part = ids.slice(i, i + MOST_COUNTED)
    const names = part.map((_, c) => `$q${c}: String`).join(', ')
    const fields = part.map((_, c) => `n${c}: productsCount(query: $q${c}) { count }`).join(' ')
    const found = await runQuery<Record<string, { count: number } | null>>({
      graphql,
      document: `query CountProducts(${names}) { ${fields} }`,
      variables: Object.fromEntries(part.map((id, c) => [`q${c}`, `collection_id:${id}`])),
    })
    for (const [c, id] of part.entries()) counts.set(id, found[`n${c}`]?.count ?? 0)
  }
  return counts
}
