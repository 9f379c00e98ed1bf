import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation DiscountAutomaticAppCreate($discount: DiscountAutomaticAppInput!) {
    discountAutomaticAppCreate(automaticAppDiscount: $discount) {
      automaticAppDiscount { discountId }
      userErrors { field message code }
    }
  }`

/** The title shoppers read beside the amount at checkout. */
const TITLE = 'Token holder price'
const FUNCTION_HANDLE = 'gate-discount'

/**
 * What each combination profile stands for. Profile 0: with order and shipping discounts, never a second price on a line.
 */
const PROFILES: readonly {
  productDiscounts: boolean
  orderDiscounts: boolean
  shippingDiscounts: boolean
}[] = [{ productDiscounts: false, orderDiscounts: true, shippingDiscounts: true }]

/**
 * Make the automatic app discount of a combination profile, with its config, in one mutation.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountAutomaticAppCreate
 */
export async function discountAutomaticAppCreate({
  graphql,
  profile,
  proofConfig,
  startsAt,
}: {
  graphql: AdminGraphql
  profile: number
  proofConfig: string
  startsAt: number
}): Promise<{ discountId: string }> {
  const payload = await runMutation<{ automaticAppDiscount: { discountId: string } }>({
    graphql,
    root: 'discountAutomaticAppCreate',
    document: DOCUMENT,
    variables: {
      discount: {
        title: TITLE,
        functionHandle: FUNCTION_HANDLE,
        discountClasses: ['PRODUCT', 'ORDER', 'SHIPPING'],
        combinesWith: PROFILES[profile],
        startsAt: new Date(startsAt * 1000).toISOString(),
        appliesOnOneTimePurchase: true,
        appliesOnSubscription: true,
        recurringCycleLimit: 1,
        metafields: [{ namespace: '$app', key: 'proof_config', type: 'json', value: proofConfig }],
      },
    },
  })
  return { discountId: payload.automaticAppDiscount.discountId }
}
