import { formatGid, numberOf } from './gid.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query FindDiscount($id: ID!) {
    discountNode(id: $id) { discount { ... on DiscountAutomaticApp { status } } }
  }`

type Found = { discountNode: { discount: { status?: string } } | null }

/**
 * Whether a discount still exists, and whether it has ended: a merchant may have deleted it on the Discounts page, or
 * switched it off.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/discountNode
 */
export async function findDiscount({
  graphql,
  discountId,
}: {
  graphql: AdminGraphql
  discountId: string
}): Promise<{ discountId: string; hasEnded: boolean } | null> {
  const { discountNode } = await runQuery<Found>({
    graphql,
    document: DOCUMENT,
    variables: { id: formatGid('DiscountNode', numberOf(discountId)) },
  })
  return discountNode && { discountId, hasEnded: discountNode.discount.status === 'EXPIRED' }
}
