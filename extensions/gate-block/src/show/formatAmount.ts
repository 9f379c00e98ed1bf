/**
 * Format a decimal amount with the language's separators; other text stays as it is. So does a small whole number, which
 * needs none: the browser's tables of a language take a phone's processor a tenth of a second.
 */
export function formatAmount(amount: string, locale: string): string {
  const [, whole, fraction = ''] = /^(\d{1,30})(\.\d+)?$/.exec(amount) ?? []
  if (whole === undefined || /^\d{1,3}$/.test(amount)) return amount
  const [, point = '.'] = (1.5).toLocaleString(locale)
  return BigInt(whole).toLocaleString(locale) + fraction.replace('.', point)
}
