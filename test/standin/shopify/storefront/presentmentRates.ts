// Invented rates: round enough to check by hand, odd enough to show rounding.
const PER_EURO: Readonly<Record<string, number>> = {
  EUR: 1,
  USD: 1.0875,
  GBP: 0.8425,
  CHF: 0.9385,
  JPY: 163.25,
  KWD: 0.33375,
}

/** Currencies a shopper can choose. */
export const PRESENTMENT_CURRENCIES = Object.keys(PER_EURO)

export type FindPresentmentRateParameters = { from: string; to: string }

/** Finds the rate between two currencies as decimal text, at most ten decimals; null for an unknown currency. */
export function findPresentmentRate({ from, to }: FindPresentmentRateParameters): string | null {
  if (from === to) return '1.0'
  const [source, target] = [PER_EURO[from], PER_EURO[to]]
  if (source === undefined || target === undefined) return null
  return (target / source).toFixed(10).replace(/0+$/, '').replace(/\.$/, '.0')
}
