/**
 * Decode canonical base64url without padding; null for anything else.
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-5
 */
export function readBase64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  // Node skips invalid characters, so only text that survives the round trip is canonical.
  return bytes.toString('base64url') === text ? bytes : null
}
