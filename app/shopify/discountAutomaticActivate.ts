import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation DiscountAutomaticActivate($id: ID!) {
    discountAutomaticActivate(id: $id) {
      automaticDiscountNode { id }
      userErrors { field message code }
    }
  }`

/**
 * Switch on an automatic discount that was switched off or has ended; it has no end then.
 *
 * @throws {ConflictError} ERR_FUNCTIONS_REFUSED, ERR_DISCOUNTS_FULL
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountAutomaticActivate
 */
export async function discountAutomaticActivate({
  graphql,
  discountId,
}: {
  graphql: AdminGraphql
  discountId: string
}): Promise<void> {
  await runMutation({
    graphql,
    root: 'discountAutomaticActivate',
    document: DOCUMENT,
    variables: { id: discountId },
  })
}
