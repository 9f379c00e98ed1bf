import type { CodeDiscountTerms } from './codeDiscountInput.ts'
import { codeFreeShippingInput } from './codeFreeShippingInput.ts'
import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation DiscountCodeFreeShippingUpdate($id: ID!, $discount: DiscountCodeFreeShippingInput!) {
    discountCodeFreeShippingUpdate(id: $id, freeShippingCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { field message code }
    }
  }`

/**
 * Put other terms on a code for free shipping; its uses and its subject's products stay.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountCodeFreeShippingUpdate
 */
export async function discountCodeFreeShippingUpdate({
  graphql,
  discountId,
  ...terms
}: CodeDiscountTerms & { graphql: AdminGraphql; discountId: string }): Promise<void> {
  await runMutation({
    graphql,
    root: 'discountCodeFreeShippingUpdate',
    document: DOCUMENT,
    variables: { id: discountId, discount: codeFreeShippingInput(terms) },
  })
}
