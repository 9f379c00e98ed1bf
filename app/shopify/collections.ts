import type { ShopifyPort } from '../ports/shopify.ts'
import { findProductCollections } from './findProductCollections.ts'
import { formatGid, numberOf } from './gid.ts'
import { readMemberships } from './readMemberships.ts'
import { readNodes } from './readNodes.ts'
import type { Page } from './readPages.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const COLLECTIONS = `#graphql
  query ReadCollections($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Collection { title image { url } }
    }
  }`
const COLLECTION_POINTS = 2
const MOST_COUNTED = 100
// At four points per product, a page stays well below the limit of 1000 points per query.
const PRODUCTS = `#graphql
  query ListCollectionProducts($id: ID!, $after: String) {
    collection(id: $id) {
      products(first: 150, after: $after, sortKey: ID) {
        nodes { id variantsInCollection(collectionId: $id, first: 1) { nodes { id } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`

type FoundCollection = { title?: string; image?: { url: string } | null }
/** `variantsInCollection` is null if the whole product is in the collection. */
type FoundProducts = {
  collection: { products: Page<{ id: string; variantsInCollection: object | null }> } | null
}

/**
 * Collections and their products. A collection contains a whole product, or single variants of it.
 * @see https://shopify.dev/changelog/new-collection-model-and-apis-now-available
 */
export function createCollections(graphql: AdminGraphql) {
  return {
    readCollections: async (ids) => {
      const gids = ids.map((id) => formatGid('Collection', id))
      const nodes = await readNodes<FoundCollection>({
        graphql,
        document: COLLECTIONS,
        ids: gids,
        points: COLLECTION_POINTS,
      })
      const counts = await countProducts(graphql, ids)
      return ids.map((id, i) => {
        const node = nodes[i]
        if (node?.title === undefined) return null
        const imageUrl = node.image?.url ?? null
        return { id, title: node.title, imageUrl, productsCount: counts.get(id) ?? 0 }
      })
    },
    // One request, plus more if the collection has single variants.
    listCollectionProducts: async ({ collectionId, after }) => {
      const { collection } = await runQuery<FoundProducts>({
        graphql,
        document: PRODUCTS,
        variables: { id: formatGid('Collection', collectionId), after },
      })
      if (!collection) return { productIds: [], variants: [], next: null }
      const { nodes, pageInfo } = collection.products
      const listed = nodes.map((node) => ({
        productId: numberOf(node.id),
        isWhole: node.variantsInCollection === null,
      }))
      const single = listed.flatMap(({ productId, isWhole }) =>
        isWhole ? [] : [{ productId, collectionId }],
      )
      const read = await readMemberships(graphql, single)
      // A whole product may have joined the collection between the two requests.
      const joined = read.flatMap(({ productId, variantIds }) => (variantIds === null ? [productId] : []))
      return {
        productIds: listed
          .filter(({ productId, isWhole }) => isWhole || joined.includes(productId))
          .map(({ productId }) => productId),
        variants: read.flatMap(({ productId, variantIds }) =>
          (variantIds ?? []).map((variantId) => ({ productId, variantId })),
        ),
        next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
      }
    },
    findProductCollections: findProductCollections(graphql),
  } satisfies Partial<ShopifyPort>
}

/**
 * Count products, with one request per 100 collections. `Collection.productsCount` would be simpler, but the next API
 * version drops it.
 */
async function countProducts(graphql: AdminGraphql, ids: readonly number[]): Promise<Map<number, number>> {
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
