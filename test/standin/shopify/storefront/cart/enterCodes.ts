import type { StandinCart } from '../../state.ts'

export type EnterCodesParameters = { cart: StandinCart; codes: readonly string[] }

const MOST_CODES = 25

/** Makes these the cart's discount codes, whatever they are worth; each once, in whatever case it was typed. */
export function enterCodes({ cart, codes }: EnterCodesParameters): void {
  const seen = new Set<string>()
  cart.discountCodes = codes
    .map((code) => code.trim())
    .filter((code) => {
      const isNew = code !== '' && !seen.has(code.toLowerCase())
      seen.add(code.toLowerCase())
      return isNew
    })
    .slice(0, MOST_CODES)
}
