import { type CodeDiscountTerms, codeDiscountInput, codePurchases } from './codeDiscountInput.ts'
import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation DiscountCodeFreeShippingCreate($discount: DiscountCodeFreeShippingInput!) {
    discountCodeFreeShippingCreate(freeShippingCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { field message code }
    }
  }`

/**
 * Make a code for free shipping to anywhere, once. Shopify never combines it with another shipping discount.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountCodeFreeShippingCreate
 */
export async function discountCodeFreeShippingCreate({
  graphql,
  ...terms
}: CodeDiscountTerms & { graphql: AdminGraphql }): Promise<{ discountId: string }> {
  const combination = { ...terms.combination, shippingDiscounts: false }
  const { codeDiscountNode } = await runMutation<{ codeDiscountNode: { id: string } }>({
    graphql,
    root: 'discountCodeFreeShippingCreate',
    document: DOCUMENT,
    variables: {
      discount: {
        ...codeDiscountInput({ ...terms, combination }),
        ...codePurchases(combination),
        destination: { all: true },
      },
    },
  })
  return { discountId: codeDiscountNode.id }
}
