/** Count the decimal places of a currency by its ISO 4217 code: 2 for EUR, 0 for JPY. 2 for a code that is unknown. */
export function countCurrencyDecimals(currencyCode: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode })
    return format.resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}
