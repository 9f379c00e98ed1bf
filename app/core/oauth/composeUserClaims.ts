import type { AccessClaims } from '../accessToken/types.ts'

/** The user's claims, under OpenID Connect's names and Picket's. */
export type UserClaims = {
  readonly sub: string
  readonly name: string
  readonly preferred_username: string
  readonly email: string
  /** Always false: nobody reads that inbox. */
  readonly email_verified: false
} & Pick<AccessClaims, 'chain' | 'walletAddress' | 'displayAddress' | 'tokenBalances'>

/**
 * Compose the user's claims from those of an access token.
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
