const FIRST_OF_TWO = /^(.+-.+-.+-.+-)1$/

/** The codes at Shopify that a code names: itself, or two where it is the first of two. */
export function listCodes(code: string): string[] {
  return FIRST_OF_TWO.test(code) ? [code, code.replace(FIRST_OF_TWO, '$12')] : [code]
}
