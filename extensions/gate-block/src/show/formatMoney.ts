export type FormatMoneyParameters = {
  readonly cents: number
  /** The shop's money format without HTML, as `€{{amount}}`. */
  readonly format: string
}

/**
 * Write a price as the theme writes prices.
 * @see https://shopify.dev/docs/api/liquid/filters/money
 */
export function formatMoney(parameters: FormatMoneyParameters): string {
  return parameters.format.replace(/\{\{\s*(\w+)\s*\}\}/, (_, name: string) => {
    const [whole = '', fraction] = (parameters.cents / 100)
      .toFixed(name.includes('no_decimals') ? 0 : 2)
      .split('.')
    const hasComma = name.includes('comma')
    const isSpaced = name.includes('space')
    const thousands = name.includes('apostrophe') ? '’' : isSpaced ? ' ' : hasComma ? '.' : ','
    const point = hasComma || (isSpaced && !name.includes('period')) ? ',' : '.'
    return whole.replace(/\B(?=(\d{3})+$)/g, thousands) + (fraction ? point + fraction : '')
  })
}
