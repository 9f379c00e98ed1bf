import type { Price, Subject } from '../core/gate/types.ts'
import {
  type CodeDiscountTerms,
  codeDiscountInput,
  codeItems,
  codePurchases,
  codeValue,
} from './codeDiscountInput.ts'

export type CodeBasicTerms = CodeDiscountTerms & { readonly price: Price; readonly subject: Subject }

/** The whole input of a code that takes something off products or the order: an update resets whatever is left out. */
export function codeBasicInput({ price, subject, ...terms }: CodeBasicTerms): Record<string, unknown> {
  return {
    ...codeDiscountInput(terms),
    customerGets: {
      value: codeValue(price),
      items: codeItems({ price, subject }),
      ...codePurchases(terms.combination),
    },
  }
}
