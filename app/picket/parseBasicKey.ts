/** What HTTP Basic carries: the key as user name, and for OAuth clients the secret key as password. */
export type BasicKeys = { readonly key: string; readonly password: string | null }

/**
 * Read HTTP Basic as every Picket client writes it: with or without the colon, any run of spaces, any case of the
 * scheme. Null where there is none that can be read.
 *
 * Parts are form-decoded as OAuth asks; a key holds no character that this would change.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function parseBasicKey(header: string | null): BasicKeys | null {
  const [, encoded] = /^basic +([A-Za-z0-9+/_-]{1,700}={0,2}) *$/i.exec(header ?? '') ?? []
  if (!encoded) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  const key = decodeForm(colon < 0 ? text : text.slice(0, colon))
  return key ? { key, password: (colon < 0 ? '' : decodeForm(text.slice(colon + 1))) || null } : null
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
