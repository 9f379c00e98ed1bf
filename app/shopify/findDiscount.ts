import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query FindDiscount($id: ID!) {
    automaticDiscountNode(id: $id) {
      id
      automaticDiscount { ... on DiscountAutomaticApp { status } }
    }
  }`

type Node = { readonly id: string; readonly automaticDiscount: { readonly status?: string } }

/**
 * Whether a discount still exists, and whether it has ended: a merchant may have deleted it on the Discounts page, or
 * switched it off.
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
}): Promise<{ discountId: string; hasEnded: boolean } | null> {
  const { automaticDiscountNode } = await runQuery<{ automaticDiscountNode: Node | null }>({
    graphql,
    document: DOCUMENT,
    variables: { id: discountId },
  })
  if (!automaticDiscountNode) return null
  const { id, automaticDiscount } = automaticDiscountNode
  return { discountId: id, hasEnded: automaticDiscount.status === 'EXPIRED' }
}
