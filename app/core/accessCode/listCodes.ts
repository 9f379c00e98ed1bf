const FIRST_OF_TWO = /^(.+-.+-.+-.+-)1$/

/** List the Shopify codes behind a stored code: both codes of a pair, otherwise the code itself. */
export function listCodes(code: string): string[] {
  return FIRST_OF_TWO.test(code) ? [code, code.replace(FIRST_OF_TWO, '$12')] : [code]
}
