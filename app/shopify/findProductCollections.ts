import { formatGid } from './gid.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const MAX_IDS = 100

/**
 * Find which of some collections a product is in, ascending; none for a product that is gone. One request per 100.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Product
 */
export async function findProductCollections({
  graphql,
  productId,
  collectionIds,
}: {
  graphql: AdminGraphql
  productId: number
  collectionIds: readonly number[]
}): Promise<number[]> {
  const within: number[] = []
  for (let i = 0; i < collectionIds.length; i += MAX_IDS) {
    const part = collectionIds.slice(i, i + MAX_IDS)
    const names = part.map((_, c) => `, $c${c}: ID!`).join('')
    const fields = part.map((_, c) => `c${c}: inCollection(id: $c${c})`).join(' ')
    const { product } = await runQuery<{ product: Record<string, boolean> | null }>({
      graphql,
      document: `query FindProductCollections($id: ID!${names}) { product(id: $id) { ${fields} } }`,
      variables: {
        id: formatGid('Product', productId),
        ...Object.fromEntries(part.map((id, c) => [`c${c}`, formatGid('Collection', id)])),
      },
    })
    within.push(...part.filter((_, c) => product?.[`c${c}`] === true))
  }
  return within.sort((a, b) => a - b)
}
