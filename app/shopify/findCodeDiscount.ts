import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query FindCodeDiscount($code: String!) {
    codeDiscountNodeByCode(code: $code) {
      id
      codeDiscount {
        __typename
        ... on DiscountCodeBasic { status asyncUsageCount }
        ... on DiscountCodeFreeShipping { status asyncUsageCount }
      }
    }
  }`

type Found = {
  codeDiscountNodeByCode: {
    id: string
    codeDiscount: { __typename: string; status?: string; asyncUsageCount?: number }
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
}): Promise<{ discountId: string; isActive: boolean; usedCount: number } | null> {
  const { codeDiscountNodeByCode: node } = await runQuery<Found>({
    graphql,
    document: DOCUMENT,
    variables: { code },
  })
  if (!node) return null
  const { status, asyncUsageCount = 0 } = node.codeDiscount
  return { discountId: node.id, isActive: status === 'ACTIVE', usedCount: asyncUsageCount }
}
