import { formatGid, numberOf } from './gid.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

/** A product and a collection. */
export type Pair = { readonly productId: number; readonly collectionId: number }
/** How a product is in a collection: `variantIds` null is the whole product, none is nothing of it. */
export type Membership = Pair & { readonly variantIds: readonly number[] | null }

type Found = {
  inCollection: boolean
  /** Null where the product is in the collection whole, or not at all. */
  variantsInCollection: {
    nodes: { id: string }[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
  } | null
} | null

/** Pairs of one request, each with 50 variants: some 820 of the thousand points that a query may cost. */
const PAIRS = 8
type Asked = Pair & { readonly after: string | null; readonly before: readonly number[] }

/**
 * Read how products are in collections, every variant of each. One request for eight pairs and 50 variants of each.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Product
 */
export async function readMemberships({
  graphql,
  asked,
}: {
  graphql: AdminGraphql
  asked: readonly Pair[]
}): Promise<Membership[]> {
  const read: Membership[] = []
  const left: Asked[] = asked.map((pair) => ({ ...pair, after: null, before: [] }))
  while (left.length > 0) {
    const part = left.splice(0, PAIRS)
    const found = await ask({ graphql, part })
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

async function ask({
  graphql,
  part,
}: {
  graphql: AdminGraphql
  part: readonly Asked[]
}): Promise<Readonly<Record<string, Found>>> {
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
