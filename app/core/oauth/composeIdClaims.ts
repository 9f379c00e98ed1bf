import type { IssuedToken } from '../accessToken/types.ts'
import { composeUserClaims, type UserClaims } from './composeUserClaims.ts'
import { formatBase64url } from './formatBase64url.ts'
import type { CodeGrant } from './types.ts'

export type ComposeIdClaimsParameters = {
  readonly issued: IssuedToken
  readonly grant: CodeGrant
  /** SHA-256 in hex. */
  readonly hash: (text: string) => string
}
export type IdClaims = UserClaims & {
  readonly iss: string
  readonly aud: string
  readonly iat: number
  readonly exp: number
  readonly auth_time: number
  readonly nonce?: string
  readonly at_hash: string
}

/**
 * Compose the claims of an ID token: who signed in, for the client that requested it.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDToken
 */
export function composeIdClaims({ issued, grant, hash }: ComposeIdClaimsParameters): IdClaims {
  const { claims, accessToken } = issued
  return {
    iss: claims.iss,
    aud: grant.clientId,
    iat: claims.iat,
    exp: claims.exp,
    auth_time: grant.authenticatedAt,
    ...(grant.nonce === null ? {} : { nonce: grant.nonce }),
    at_hash: formatBase64url(hash(accessToken).slice(0, 32)),
    ...composeUserClaims(claims),
  }
}
