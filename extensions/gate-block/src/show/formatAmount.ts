/** Format a decimal amount with the language's separators; other text stays as it is. */
export function formatAmount(amount: string, locale: string): string {
  const [, whole, fraction = ''] = /^(\d{1,30})(\.\d+)?$/.exec(amount) ?? []
  if (whole === undefined) return amount
  const format = new Intl.NumberFormat(locale)
  const [, point = '.'] = format.format(1.5)
  return format.format(BigInt(whole)) + fraction.replace('.', point)
}
