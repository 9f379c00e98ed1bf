import type { IssuedToken } from '../../core/accessToken/types.ts'
import { formatAuth } from '../formatAnswers.ts'

/**
 * Format a token for OAuth clients and for Picket's, which store the whole answer and read its `user`.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 */
export function formatToken({
  scope,
  idToken,
  ...issued
}: IssuedToken & { readonly scope: string; readonly idToken: string | null }): object {
  const { accessToken, user } = formatAuth(issued)
  const expiresIn = issued.claims.exp - issued.claims.iat
  return {
    accessToken,
    tokenType: 'Bearer',
    expiresIn,
    user,
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: expiresIn,
    scope,
    ...(idToken === null ? {} : { id_token: idToken }),
  }
}
