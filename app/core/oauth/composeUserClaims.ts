import type { AccessClaims } from '../accessToken/types.ts'

/** Who signed in, in OpenID Connect's names and in Picket's. */
export type UserClaims = {
  readonly sub: string
  readonly name: string
  readonly preferred_username: string
  readonly email: string
  /** Nobody reads that inbox. */
  readonly email_verified: false
} & Pick<AccessClaims, 'chain' | 'walletAddress' | 'displayAddress' | 'tokenBalances'>

/**
 * Say who an access token speaks of.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims
 */
export function composeUserClaims(claims: AccessClaims): UserClaims {
  const { sub, email, chain, walletAddress, displayAddress, tokenBalances } = claims
  return {
    sub,
    name: displayAddress,
    preferred_username: displayAddress,
    email,
    email_verified: false,
    chain,
    walletAddress,
    displayAddress,
    tokenBalances,
  }
}
