import { type CodeDiscountTerms, codeDiscountInput, codePurchases } from './codeDiscountInput.ts'

/** The whole input of a code for free shipping to anywhere. Shopify never combines it with another shipping discount. */
export function codeFreeShippingInput(terms: CodeDiscountTerms): Record<string, unknown> {
  const combination = { ...terms.combination, shippingDiscounts: false }
  return {
    ...codeDiscountInput({ ...terms, combination }),
    ...codePurchases(combination),
    destination: { all: true },
  }
}
