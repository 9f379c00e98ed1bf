/** A shop's money formats, as in its settings: HTML text with one `{{ amount… }}` placeholder. */
export type MoneyFormats = { readonly money: string; readonly moneyWithCurrency: string }

type Style = { readonly decimals: number; readonly thousands: string; readonly point: string }

const styles: Readonly<Record<string, Style>> = {
  amount: { decimals: 2, thousands: ',', point: '.' },
  amount_no_decimals: { decimals: 0, thousands: ',', point: '.' },
  amount_with_comma_separator: { decimals: 2, thousands: '.', point: ',' },
  amount_no_decimals_with_comma_separator: { decimals: 0, thousands: '.', point: ',' },
  amount_with_apostrophe_separator: { decimals: 2, thousands: "'", point: '.' },
  amount_no_decimals_with_space_separator: { decimals: 0, thousands: ' ', point: ',' },
  amount_with_space_separator: { decimals: 2, thousands: ' ', point: ',' },
  amount_with_period_and_space_separator: { decimals: 2, thousands: ' ', point: '.' },
}

export type FormatMoneyParameters = { readonly cents: number; readonly format: string }

/**
 * Format an amount in hundredths by a shop's money format.
 *
 * Shopify counts every currency in hundredths, also currencies without subunits.
 * @see https://shopify.dev/docs/api/liquid/filters/money
 */
export function formatMoney(parameters: FormatMoneyParameters): string {
  return parameters.format.replace(/\{\{\s*(\w+)\s*\}\}/, (_, name: string) => {
    const style = styles[name] ?? styles.amount
    return style ? formatAmount(parameters.cents, style) : ''
  })
}

/** The stand-in's default formats for a currency. */
export function moneyFormatsOf(currencyCode: string): MoneyFormats {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode }).formatToParts(1)
  const symbol = parts.find((part) => part.type === 'currency')?.value ?? currencyCode
  const hasDecimals = parts.some((part) => part.type === 'fraction')
  const spaced = /[A-Za-z]$/.test(symbol) ? `${symbol} ` : symbol
  const money = `${spaced}{{${hasDecimals ? 'amount' : 'amount_no_decimals'}}}`
  return { money, moneyWithCurrency: `${money} ${currencyCode}` }
}

function formatAmount(cents: number, style: Style): string {
  const fixed = (Math.abs(Math.round(cents)) / 100).toFixed(style.decimals)
  const [whole = '0', fraction] = fixed.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, style.thousands)
  return `${cents < 0 ? '-' : ''}${grouped}${fraction ? style.point + fraction : ''}`
}
