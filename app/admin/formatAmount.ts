/** Group the digits of a decimal amount for reading; text that is no plain decimal stays as it is. */
export function formatAmount(amount: string): string {
  const [, whole, fraction = ''] = /^([0-9]{1,78})(\.[0-9]+)?$/.exec(amount) ?? []
  if (whole === undefined) return amount
  return whole.replace(/^0+(?=[0-9])/, '').replace(/\B(?=(?:[0-9]{3})+$)/g, ',') + fraction
}
