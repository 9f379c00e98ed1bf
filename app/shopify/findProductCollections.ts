import type { ShopifyPort } from '../ports/shopify.ts'
import { formatGid } from './gid.ts'
import { readMemberships } from './readMemberships.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const MAX_IDS = 100

type Found = { product: Readonly<Record<string, unknown>> | null }

/** Query 100 collections per request, and single variants in further requests. The answer's collection ids ascend. */
export function findProductCollections(graphql: AdminGraphql): ShopifyPort['findProductCollections'] {
  return async ({ productId, collectionIds }) => {
    const around: number[] = []
    const whole: number[] = []
    for (let i = 0; i < collectionIds.length; i += MAX_IDS) {
      const part = collectionIds.slice(i, i + MAX_IDS)
      const { product } = await readCollectionPage({ graphql, productId, collectionIds: part })
      for (const [c, id] of part.entries()) {
        // Shopify does not document whether `inCollection` counts single variants, so the query reads both fields.
        const single = product?.[`v${c}`] ?? null
        if (hasNodes(single)) around.push(id)
        else if (product?.[`c${c}`] === true && single === null) whole.push(id)
      }
    }
    const asked = around.map((collectionId) => ({ productId, collectionId }))
    const read = await readMemberships(graphql, asked)
    const joined = read.flatMap(({ collectionId, variantIds }) => (variantIds === null ? [collectionId] : []))
    return {
      collectionIds: [...whole, ...joined].sort((a, b) => a - b),
      variants: read.flatMap(({ collectionId, variantIds }) =>
        (variantIds ?? []).map((variantId) => ({ collectionId, variantId })),
      ),
    }
  }
}

async function readCollectionPage({
  graphql,
  productId,
  collectionIds,
}: {
  graphql: AdminGraphql
  productId: number
  collectionIds: readonly number[]
}): Promise<Found> {
  const names = collectionIds.map((_, c) => `, $c${c}: ID!`).join('')
  const fields = collectionIds.map(
    (_, c) => `c${c}: inCollection(id: $c${c})
      v${c}: variantsInCollection(collectionId: $c${c}, first: 1) { nodes { id } }`,
  )
  return runQuery<Found>({
    graphql,
    document: `query FindProductCollections($id: ID!${names}) { product(id: $id) { ${fields.join(' ')} } }`,
    variables: {
      id: formatGid('Product', productId),
      ...Object.fromEntries(collectionIds.map((id, c) => [`c${c}`, formatGid('Collection', id)])),
    },
  })
}

function hasNodes(found: unknown): boolean {
  const { nodes } = (found ?? {}) as { nodes?: readonly unknown[] }
  return nodes !== undefined && nodes.length > 0
}
