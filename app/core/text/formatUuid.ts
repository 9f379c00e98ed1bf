/**
 * Format sixteen random bytes, given in hex, as a UUID of version 4.
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.4
 */
export function formatUuid(hex: string): string {
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`]
  return [...parts, hex.slice(20, 32)].join('-')
}
