import type { Price, Subject } from '../core/gate/types.ts'
import {
  type CodeDiscountTerms,
  codeDiscountInput,
  codeItems,
  codePurchases,
  codeValue,
} from './codeDiscountInput.ts'
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
  price,
  subject,
  ...terms
}: CodeDiscountTerms & {
  graphql: AdminGraphql
  price: Price
  subject: Subject
}): Promise<{ discountId: string }> {
  const { codeDiscountNode } = await runMutation<{ codeDiscountNode: { id: string } }>({
    graphql,
    root: 'discountCodeBasicCreate',
    document: DOCUMENT,
    variables: {
      discount: {
        ...codeDiscountInput(terms),
        customerGets: {
          value: codeValue(price),
          items: codeItems({ price, subject }),
          ...codePurchases(terms.combination),
        },
      },
    },
  })
  return { discountId: codeDiscountNode.id }
}
