/**
 * Read a number in which people may have put a comma before the decimals: "12,5" becomes "12.5". Other texts stay as
 * they are, trimmed.
 *
 * Null if a comma may separate thousands, as in "1,000" or "1,000.50".
 */
export function parseDecimalText(text: string): string | null {
  const trimmed = text.trim()
  if (!trimmed.includes(',')) return trimmed
  const match = /^([0-9]+),([0-9]+)$/.exec(trimmed)
  const [, whole = '', fraction = ''] = match ?? []
  if (!match || (fraction.length === 3 && !/^0+$/.test(whole))) return null
  return `${whole}.${fraction}`
}
