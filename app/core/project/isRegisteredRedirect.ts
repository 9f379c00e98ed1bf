import { isPort } from './host.ts'

/**
 * An address on this very machine, for which `http://localhost:*` stands in development. After the port comes a path or
 * a query, in the characters that a URL may hold: browsers read a backslash as a slash, and what they write is not what
 * was compared.
 */
const LOOPBACK = /^(http:\/\/(?:localhost|127\.0\.0\.1))(?::(\d{1,5}))?(?:[/?][\w\-.~:/?@!$&'()*+,;=%[\]]*)?$/

/**
 * Whether a login may send its answer to an address: exactly one that the project stored, to the last slash.
 *
 * The one wildcard is `http://localhost:*` (or 127.0.0.1): it names no machine but the shopper's own.
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-2.1
 */
export function isRegisteredRedirect({
  redirectUri,
  redirectUris,
}: {
  redirectUri: string
  redirectUris: readonly string[]
}): boolean {
  if (redirectUri.includes('#') || redirectUri.includes('*')) return false
  if (redirectUris.includes(redirectUri)) return true
  // Our own answer must be the only one there.
  if (/[?&](?:code|state|error)=/.test(redirectUri)) return false
  const [, host, port] = LOOPBACK.exec(redirectUri) ?? []
  return host !== undefined && (port === undefined || isPort(port)) && redirectUris.includes(`${host}:*`)
}
