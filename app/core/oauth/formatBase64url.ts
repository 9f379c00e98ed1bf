const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Write bytes, given in hex, as base64url without padding.
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-5
 */
export function formatBase64url(hex: string): string {
  const bytes = (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(at, at + 3)
    const word = (a << 16) | (b << 8) | c
    const digits = [word >> 18, word >> 12, word >> 6, word].map((value) => ALPHABET[value & 63] ?? '')
    text += digits.slice(0, bytes.length - at + 1).join('')
  }
  return text
}
