/** A cell that a program of tables would take for a formula. A plain number is none, also below zero. */
const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^-?[0-9]+(?:\.[0-9]+)?$/
/** Programs of tables read UTF-8 as such only with this mark. */
export const CSV_START = '\uFEFF'

/**
 * Format lines of a CSV file (RFC 4180, with CRLF). A cell that could be a formula gets a quote before it, so that a name
 * that somebody chose runs nothing.
 */
export function formatCsv(rows: readonly (readonly (string | number | bigint)[])[]): string {
  return rows.map((cells) => `${cells.map(formatCell).join(',')}\r\n`).join('')
}

function formatCell(value: string | number | bigint): string {
  const text = String(value)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Format an amount in 1/1000 of a currency's unit for a cell: `1234.5`. */
export function formatCsvAmount(thousandths: bigint): string {
  const digits = String(thousandths < 0n ? -thousandths : thousandths).padStart(4, '0')
  const fraction = digits.slice(-3).replace(/0+$/, '')
  return `${thousandths < 0n ? '-' : ''}${digits.slice(0, -3)}${fraction === '' ? '' : `.${fraction}`}`
}
