/** An exact decimal number: `digits` over ten to the `scale`. */
export type Decimal = { digits: bigint; scale: number }

/**
 * Parses decimal text exactly.
 *
 * @throws RangeError when the text is not a plain decimal number.
 */
export function parseDecimal(text: string): Decimal {
  const match = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/.exec(text)
  if (!match) throw new RangeError(`"${text}" is not a decimal number.`)
  const [, sign = '', whole = '', fraction = ''] = match
  const digits = BigInt(whole + fraction)
  return { digits: sign === '-' ? -digits : digits, scale: fraction.length }
}

/** Multiplies two decimals exactly. */
export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  return { digits: left.digits * right.digits, scale: left.scale + right.scale }
}

/** Rounds a decimal to minor units of a currency with that many decimals, halves away from zero. */
export function toMinor(value: Decimal, decimals: number): bigint {
  if (value.scale <= decimals) return value.digits * 10n ** BigInt(decimals - value.scale)
  return divideRounded(value.digits, 10n ** BigInt(value.scale - decimals))
}

/** Divides, rounding to the nearest whole number, halves away from zero. `divisor` is positive. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend
  const rounded = (size * 2n + divisor) / (divisor * 2n)
  return dividend < 0n ? -rounded : rounded
}

/** Formats minor units as decimal text with exactly the currency's decimals: `9600n` is `96.00`. */
export function formatMinor(minor: bigint, decimals: number): string {
  const size = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0')
  const cut = size.length - decimals
  const text = decimals === 0 ? size : `${size.slice(0, cut)}.${size.slice(cut)}`
  return minor < 0n ? `-${text}` : text
}

/** Formats minor units as Shopify's `Decimal` does: at least one decimal, no trailing zeros beyond it (`96.0`). */
export function formatShopifyDecimal(minor: bigint, decimals: number): string {
  const [whole = '0', fraction = ''] = formatMinor(minor, decimals).split('.')
  return `${whole}.${fraction.replace(/0+$/, '') || '0'}`
}
