import type { CodeDiscountTerms } from './codeDiscountInput.ts'
import { codeFreeShippingInput } from './codeFreeShippingInput.ts'
import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation DiscountCodeFreeShippingCreate($discount: DiscountCodeFreeShippingInput!) {
    discountCodeFreeShippingCreate(freeShippingCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { field message code }
    }
  }`

/**
 * Make a code for free shipping, once.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountCodeFreeShippingCreate
 */
export async function discountCodeFreeShippingCreate({
  graphql,
  ...terms
}: CodeDiscountTerms & { graphql: AdminGraphql }): Promise<{ discountId: string }> {
  const { codeDiscountNode } = await runMutation<{ codeDiscountNode: { id: string } }>({
    graphql,
    root: 'discountCodeFreeShippingCreate',
    document: DOCUMENT,
    variables: { discount: codeFreeShippingInput(terms) },
  })
  return { discountId: codeDiscountNode.id }
}
