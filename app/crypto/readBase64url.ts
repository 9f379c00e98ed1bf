/** Read base64url in its one spelling, without padding; null for any other. @see https://www.rfc-editor.org/rfc/rfc4648#section-5 */
export function readBase64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  // Node skips what it does not know, so only text that comes out again was all base64url.
  return bytes.toString('base64url') === text ? bytes : null
}
