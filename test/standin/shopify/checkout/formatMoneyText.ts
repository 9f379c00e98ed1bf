import { formatMinor } from './decimal.ts'

export type FormatMoneyTextParameters = {
  /** Amount in minor units of `currency`. */
  minor: bigint
  decimals: number
  currency: string
  locale: string
}

/** Formats an amount for people, with exactly the currency's decimals: `€96.00`. */
export function formatMoneyText(parameters: FormatMoneyTextParameters): string {
  const { minor, decimals, currency, locale } = parameters
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  // Number would lose digits of a very large amount; Intl formats decimal text exactly.
  return format.format(formatMinor(minor, decimals) as Intl.StringNumericLiteral)
}
