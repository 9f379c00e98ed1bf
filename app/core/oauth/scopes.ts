/** What a client may ask for. Everything else is left out of what it is given. */
export const scopes = ['openid', 'email', 'profile'] as const

/** Keep the scopes that are known here, once each, in one order. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
export function parseScope(text: string): string {
  const asked = text.split(' ')
  return scopes.filter((scope) => asked.includes(scope)).join(' ')
}
