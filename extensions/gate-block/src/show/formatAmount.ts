/**
 * Format a decimal amount with the language's separators; other text stays as it is. So does a small whole number, which
 * needs none: the browser's tables of a language take a phone's processor a tenth of a second.
 */
export function formatAmount(amount: string, locale: string): string {
  const [, whole, fraction = ''] = /^(\d{1,30})(\.\d+)?$/.exec(amount) ?? []
  if (whole === undefined || /^\d{1,3}$/.test(amount)) return amount
  const format = new Intl.NumberFormat(locale)
  const [, point = '.'] = format.format(1.5)
  return format.format(BigInt(whole)) + fraction.replace('.', point)
}
