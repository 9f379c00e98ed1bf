import { type CodeBasicTerms, codeBasicInput } from './codeBasicInput.ts'
import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation DiscountCodeBasicCreate($discount: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { field message code }
    }
  }`

/**
 * Make a code that takes something off products or the order, once.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountCodeBasicCreate
 */
export async function discountCodeBasicCreate({
  graphql,
  ...terms
}: CodeBasicTerms & { graphql: AdminGraphql }): Promise<{ discountId: string }> {
  const { codeDiscountNode } = await runMutation<{ codeDiscountNode: { id: string } }>({
    graphql,
    root: 'discountCodeBasicCreate',
    document: DOCUMENT,
    variables: { discount: codeBasicInput(terms) },
  })
  return { discountId: codeDiscountNode.id }
}
