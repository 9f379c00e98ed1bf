import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation DiscountAutomaticDelete($id: ID!) {
    discountAutomaticDelete(id: $id) {
      deletedAutomaticDiscountId
      userErrors { field message code }
    }
  }`

/**
 * Delete an automatic discount.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountAutomaticDelete
 */
export async function discountAutomaticDelete({
  graphql,
  discountId,
}: {
  graphql: AdminGraphql
  discountId: string
}): Promise<void> {
  await runMutation({
    graphql,
    root: 'discountAutomaticDelete',
    document: DOCUMENT,
    variables: { id: discountId },
  })
}
