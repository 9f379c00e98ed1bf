/** Format a decimal with thousands separators: 1000000.5 becomes 1,000,000.5. */
export function formatAmount(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
