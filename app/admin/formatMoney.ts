/** Format an amount in 1/1000 of a currency's unit, for reading: `€1,234.50`. */
export function formatMoney(thousandths: bigint, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  return format.format(Number(thousandths) / 1000)
}
