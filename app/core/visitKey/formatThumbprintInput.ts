import type { VisitKey } from './types.ts'

/**
 * Format a key as the JSON whose SHA-256 is its thumbprint: the required members, sorted, without spaces.
 * @see https://www.rfc-editor.org/rfc/rfc7638#section-3
 */
export function formatThumbprintInput({ x, y }: VisitKey): string {
  return `{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`
}
