/** An address on this very machine, for which `http://localhost:*` stands in development. */
const LOOPBACK = /^(http:\/\/(?:localhost|127\.0\.0\.1))(?::(\d{1,5}))?(?:[/?][\x21-\x7e]*)?$/

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
  const [, host, port = '0'] = LOOPBACK.exec(redirectUri) ?? []
  return host !== undefined && Number(port) <= 65_535 && redirectUris.includes(`${host}:*`)
}
