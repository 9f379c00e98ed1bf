const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const DIGITS: ReadonlyMap<string, number> = new Map([...ALPHABET].map((letter, i) => [letter, i]))
const SHAPE = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/**
 * Decode base64 with padding; null if invalid. Each value has one spelling only: unused bits must be zero.
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-3.5
 */
export function readBase64(text: string): Uint8Array | null {
  if (!SHAPE.test(text)) return null
  const letters = text.replace(/=+$/, '')
  const bytes = new Uint8Array((letters.length * 6) >> 3)
  let held = 0
  let bits = 0
  let at = 0
  for (const letter of letters) {
    held = ((held << 6) | (DIGITS.get(letter) ?? 0)) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at] = (held >> bits) & 0xff
    at += 1
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : null
}
