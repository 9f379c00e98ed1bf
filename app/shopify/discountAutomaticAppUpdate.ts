import type { Combination } from '../core/gate/types.ts'
import { discountInput } from './discountInput.ts'
import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation DiscountAutomaticAppUpdate($id: ID!, $discount: DiscountAutomaticAppInput!) {
    discountAutomaticAppUpdate(id: $id, automaticAppDiscount: $discount) {
      automaticAppDiscount { discountId }
      userErrors { field message code }
    }
  }`

/**
 * Put an automatic app discount back to what its combination says, without an end. Its metafields stay.
 *
 * @throws {ConflictError} ERR_FUNCTIONS_REFUSED, ERR_DISCOUNTS_FULL
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountAutomaticAppUpdate
 */
export async function discountAutomaticAppUpdate({
  graphql,
  discountId,
  combination,
  startsAt,
}: {
  graphql: AdminGraphql
  discountId: string
  combination: Combination
  startsAt: number
}): Promise<void> {
  await runMutation({
    graphql,
    root: 'discountAutomaticAppUpdate',
    document: DOCUMENT,
    variables: { id: discountId, discount: discountInput({ combination, startsAt }) },
  })
}
