import { isPort } from './host.ts'

/**
 * A loopback URL that `http://localhost:*` matches, for development. Path and query hold only characters of a URL.
 * Browsers turn a backslash into a slash, so they would open another URL than the compared one.
 */
const LOOPBACK = /^(http:\/\/(?:localhost|127\.0\.0\.1))(?::(\d{1,5}))?(?:[/?][\w\-.~:/?@!$&'()*+,;=%[\]]*)?$/

/**
 * Whether a login may send its answer to a redirect URI: it equals a registered one, to the last slash.
 *
 * The only wildcard is `http://localhost:*` (or 127.0.0.1), which names only the user's own machine.
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
  // The query must not already hold an answer: only the server's own may be there.
  if (/[?&](?:code|state|error)=/.test(redirectUri)) return false
  const [, host, port] = LOOPBACK.exec(redirectUri) ?? []
  return host !== undefined && (port === undefined || isPort(port)) && redirectUris.includes(`${host}:*`)
}
