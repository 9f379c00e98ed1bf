/** Read a block number of at most 15 digits, with commas and blanks between them allowed; null if it is none. */
export function readBlock(text: string): bigint | null {
  const digits = text.replace(/[\s,]/g, '')
  return /^[1-9][0-9]{0,14}$/.test(digits) ? BigInt(digits) : null
}
