import type { Combination } from '../core/gate/types.ts'
import { discountInput } from './discountInput.ts'
import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation DiscountAutomaticAppCreate($discount: DiscountAutomaticAppInput!) {
    discountAutomaticAppCreate(automaticAppDiscount: $discount) {
      automaticAppDiscount { discountId }
      userErrors { field message code }
    }
  }`

/**
 * Make the automatic app discount of a combination profile, with its config, in one mutation.
 *
 * @throws {ConflictError} ERR_FUNCTIONS_REFUSED, ERR_DISCOUNTS_FULL
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountAutomaticAppCreate
 */
export async function discountAutomaticAppCreate({
  graphql,
  combination,
  proofConfig,
  startsAt,
}: {
  graphql: AdminGraphql
  combination: Combination
  proofConfig: string
  startsAt: number
}): Promise<{ discountId: string }> {
  const payload = await runMutation<{ automaticAppDiscount: { discountId: string } }>({
    graphql,
    root: 'discountAutomaticAppCreate',
    document: DOCUMENT,
    variables: {
      discount: {
        ...discountInput({ combination, startsAt }),
        metafields: [{ namespace: '$app', key: 'proof_config', type: 'json', value: proofConfig }],
      },
    },
  })
  return { discountId: payload.automaticAppDiscount.discountId }
}
