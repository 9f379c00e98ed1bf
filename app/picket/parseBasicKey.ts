/** The content of HTTP Basic: the key as user name, and for OAuth clients the secret key as password. */
export type BasicKeys = { readonly key: string; readonly password: string | null }

/**
 * Parse HTTP Basic in every form that Picket's clients send: with or without the colon, any number of spaces, any case
 * of the scheme. Null if it is absent or malformed. Both parts are form-decoded as OAuth requires, which changes no
 * character of a key.
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
