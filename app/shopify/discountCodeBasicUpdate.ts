import { type CodeBasicTerms, codeBasicInput } from './codeBasicInput.ts'
import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation DiscountCodeBasicUpdate($id: ID!, $discount: DiscountCodeBasicInput!) {
    discountCodeBasicUpdate(id: $id, basicCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { field message code }
    }
  }`

/**
 * Put other terms on a code that takes something off products or the order; its uses and its subject's products stay.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountCodeBasicUpdate
 */
export async function discountCodeBasicUpdate({
  graphql,
  discountId,
  ...terms
}: CodeBasicTerms & { graphql: AdminGraphql; discountId: string }): Promise<void> {
  await runMutation({
    graphql,
    root: 'discountCodeBasicUpdate',
    document: DOCUMENT,
    variables: { id: discountId, discount: codeBasicInput(terms) },
  })
}
