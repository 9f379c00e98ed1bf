/** The longest readable text in a transaction's message: the memo, if there is one. */
export function readMemo(message: Uint8Array): string {
  const letters = Array.from(message, (byte) => String.fromCharCode(byte)).join('')
  const texts = letters.match(/[\n\x20-\x7e]{8,}/g) ?? []
  const memo = texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '')
  return `A transaction that only carries a note:\n\n${memo}`
}
