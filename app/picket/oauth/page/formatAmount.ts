import type { Language } from '../../../core/text/languages.ts'

/** Format a decimal with a language's separators, in Western digits as wallets show them: 1000000.5 → 1,000,000.5. */
export function formatAmount(decimal: string, language: Language): string {
  const [, whole, fraction = ''] = /^(\d+)(\.\d+)?$/.exec(decimal) ?? []
  if (whole === undefined) return decimal
  const format = new Intl.NumberFormat(`${language}-u-nu-latn`)
  const point = format.formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.'
  return format.format(BigInt(whole)) + fraction.replace('.', point)
}
