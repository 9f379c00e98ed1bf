import { textWithin } from '../proof-check/referenceShape.ts'

export type ReferenceDecimal = { mantissa: bigint; scale: number }

const AMOUNT_END = 10n ** 18n
const DECIMALS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}

/** Read a decimal of at most 15 significant digits and 15 places, exactly; null for anything else. */
export function readReferenceDecimal(value: unknown): ReferenceDecimal | null {
  const text = textWithin(value, 32)
  const match = text === null ? null : /^([0-9]+)(?:\.([0-9]+))?$/.exec(text)
  if (!match || match[0] !== text) return null
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  const mantissa = BigInt(`${match[1]}${fraction}`)
  return mantissa < 10n ** 15n && fraction.length <= 15 ? { mantissa, scale: fraction.length } : null
}

/** Read an exchange rate of at most 64 characters: exact up to 18 significant digits, then truncated. */
export function readReferenceRate(value: unknown): ReferenceDecimal | null {
  const text = textWithin(value, 64)
  const match = text === null ? null : /^([0-9]+)(?:\.([0-9]+))?$/.exec(text)
  if (!match || match[0] !== text) return null
  let fraction = match[2] ?? ''
  while (fraction && BigInt(`${match[1]}${fraction}`) >= 10n ** 18n) fraction = fraction.slice(0, -1)
  const mantissa = BigInt(`${match[1]}${fraction}`)
  return mantissa < 10n ** 18n ? { mantissa, scale: fraction.length } : null
}

/** Find a currency's decimals by ISO 4217; null for an invalid code. */
export function findReferenceDecimals(code: unknown): number | null {
  if (typeof code !== 'string' || !/^[A-Z]{3}$/.test(code) || code.length !== 3) return null
  return Number(Object.keys(DECIMALS).find((key) => DECIMALS[Number(key)]?.split(' ').includes(code)) ?? 2)
}

/** Take `percent` (1/100 %) of a price and truncate to minor units. */
export function takePercent(price: ReferenceDecimal, percent: bigint, decimals: number): bigint {
  return (price.mantissa * percent * 10n ** BigInt(decimals)) / 10n ** BigInt(price.scale + 4)
}

/** Convert an amount (1/1000 of the shop's unit) and truncate to minor units; 0 when beyond every price. */
export function convertAmount(amount: bigint, rate: ReferenceDecimal, decimals: number): bigint {
  const minor = (amount * rate.mantissa * 10n ** BigInt(decimals)) / 10n ** BigInt(rate.scale + 3)
  return minor < AMOUNT_END ? minor : 0n
}

/** Format minor units as a decimal. */
export function formatMinor(minor: bigint, decimals: number): string {
  const digits = String(minor).padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** Format 1/100 % as a percentage without trailing zeros. */
export function formatPercent(percent: bigint): string {
  return formatMinor(percent, 2).replace(/\.?0+$/, '')
}
