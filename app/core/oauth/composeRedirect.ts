export type ComposeRedirectParameters = {
  /** A registered redirect URI: absolute, without a fragment. Its own query stays. */
  readonly redirectUri: string
  /** Null values are left out. */
  readonly answer: Readonly<Record<string, string | null>>
}

/**
 * Append an answer to a redirect URI.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 */
export function composeRedirect({ redirectUri, answer }: ComposeRedirectParameters): string {
  const added = Object.entries(answer)
    .filter((pair): pair is [string, string] => pair[1] !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  const last = redirectUri.at(-1)
  if (!redirectUri.includes('?')) return `${redirectUri}?${added}`
  return `${redirectUri}${last === '?' || last === '&' ? '' : '&'}${added}`
}
