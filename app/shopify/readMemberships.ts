import { formatGid, numberOf } from './gid.ts'
import type { Page } from './readPages.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

/** A product and a collection. */
export type Pair = { readonly productId: number; readonly collectionId: number }
/** How a product is in a collection. `variantIds` is null for the whole product, and empty if nothing of it is in. */
export type Membership = Pair & { readonly variantIds: readonly number[] | null }

type Found = {
  inCollection: boolean
  /** Null if the whole product is in the collection, or nothing of it. */
  variantsInCollection: Page<{ id: string }> | null
} | null

/** Pairs per request, each with 50 variants: about 820 of the 1000 points that a query may cost. */
const PAIRS = 8
type Asked = Pair & { readonly after: string | null; readonly before: readonly number[] }

/**
 * Read how products are in collections, with all variants. One request per eight pairs and 50 variants of each.
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 */
export async function readMemberships(graphql: AdminGraphql, asked: readonly Pair[]): Promise<Membership[]> {
  const read: Membership[] = []
  const left: Asked[] = asked.map((pair) => ({ ...pair, after: null, before: [] }))
  while (left.length > 0) {
    const part = left.splice(0, PAIRS)
    const found = await readPart(graphql, part)
    for (const [i, { productId, collectionId, before }] of part.entries()) {
      const product = found[`p${i}`] ?? null
      const page = product?.variantsInCollection ?? null
      const variantIds = [...before, ...(page?.nodes ?? []).map(({ id }) => numberOf(id))]
      if (page?.pageInfo.hasNextPage) {
        left.push({ productId, collectionId, after: page.pageInfo.endCursor, before: variantIds })
      } else {
        const isWhole = page === null && product?.inCollection === true
        read.push({ productId, collectionId, variantIds: isWhole ? null : variantIds })
      }
    }
  }
  return read
}

async function readPart(
  graphql: AdminGraphql,
  part: readonly Asked[],
): Promise<Readonly<Record<string, Found>>> {
  const names = part.map((_, i) => `$p${i}: ID!, $c${i}: ID!, $a${i}: String`)
  const fields = part.map(
    (_, i) => `p${i}: product(id: $p${i}) {
      inCollection(id: $c${i})
      variantsInCollection(collectionId: $c${i}, first: 50, after: $a${i}) {
        nodes { id }
        pageInfo { hasNextPage endCursor }
      }
    }`,
  )
  return runQuery<Record<string, Found>>({
    graphql,
    document: `query ReadMemberships(${names.join(', ')}) { ${fields.join(' ')} }`,
    variables: Object.fromEntries(
      part.flatMap(({ productId, collectionId, after }, i) => [
        [`p${i}`, formatGid('Product', productId)],
        [`c${i}`, formatGid('Collection', collectionId)],
        [`a${i}`, after],
      ]),
    ),
  })
}
