import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query FindDiscount($id: ID!) {
    automaticDiscountNode(id: $id) { id }
  }`

/**
 * Whether a discount still exists: a merchant may have deleted it on the Discounts page.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/automaticDiscountNode
 */
export async function findDiscount({
  graphql,
  discountId,
}: {
  graphql: AdminGraphql
  discountId: string
}): Promise<{ discountId: string } | null> {
  const { automaticDiscountNode } = await runQuery<{ automaticDiscountNode: { id: string } | null }>({
    graphql,
    document: DOCUMENT,
    variables: { id: discountId },
  })
  return automaticDiscountNode && { discountId: automaticDiscountNode.id }
}
