import type { StandinCart } from '../../state.ts'

export type EnterCodesParameters = { cart: StandinCart; codes: readonly string[] }

const MOST_CODES = 25

/** Replaces the cart's discount codes without checking them; removes duplicates, without case. */
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
