/** Scopes that a client may request. All others are dropped. */
export const scopes = ['openid', 'email', 'profile'] as const

/** Keep the known scopes, once each, in a fixed order. @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
export function parseScope(text: string): string {
  const asked = text.split(' ')
  return scopes.filter((scope) => asked.includes(scope)).join(' ')
}
