import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query FindCodeDiscount($code: String!) {
    codeDiscountNodeByCode(code: $code) {
      id
      codeDiscount {
        __typename
        ... on DiscountCodeBasic { asyncUsageCount }
        ... on DiscountCodeFreeShipping { asyncUsageCount }
      }
    }
  }`

type Found = {
  codeDiscountNodeByCode: {
    id: string
    codeDiscount: { __typename: string; asyncUsageCount?: number }
  } | null
}

/**
 * Find the discount of a code, whosoever made it; null when there is none. Its uses are counted a little later.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/codeDiscountNodeByCode
 */
export async function findCodeDiscount({
  graphql,
  code,
}: {
  graphql: AdminGraphql
  code: string
}): Promise<{ discountId: string; usedCount: number } | null> {
  const { codeDiscountNodeByCode: node } = await runQuery<Found>({
    graphql,
    document: DOCUMENT,
    variables: { code },
  })
  if (!node) return null
  return { discountId: node.id, usedCount: node.codeDiscount.asyncUsageCount ?? 0 }
}
