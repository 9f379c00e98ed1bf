import type { ChainSlug } from '../chain/types.ts'
import type { BalanceTimes, NamedClaims, TokenBalances } from '../flatRequirement/types.ts'
import type { ProvenWallet } from '../login/types.ts'
import type { ProjectId } from '../project/types.ts'

/** What a login has proven: the part of a token's claims that outlives the token. */
export type WalletGrant = {
  readonly chain: ChainSlug
  /** As the caller wrote it. */
  readonly walletAddress: string
  readonly displayAddress: string
  readonly kind: ProvenWallet['kind']
  /** `simple`: the wallet signed a text that names no site. */
  readonly format: 'siwe' | 'simple'
  readonly tokenBalances: TokenBalances
  readonly balancesReadAt: BalanceTimes
  /** Of the request that the token answers; absent if it named no contract and no ids. */
  readonly named?: NamedClaims
}

/**
 * The claims of an access token, as the JWT holds them. Instants are unix seconds.
 *
 * `sub` is `chain:address` in the address's canonical spelling: EIP-55, or unchanged base58.
 */
export type AccessClaims = NamedClaims & {
  readonly iss: string
  readonly aud: ProjectId
  readonly sub: string
  readonly tid: string
  /** The `tid` of the login's first token; absent in that token itself. */
  readonly sid?: string
  readonly ver: 1
  readonly iat: number
  readonly exp: number
  readonly chain: ChainSlug
  readonly walletAddress: string
  readonly displayAddress: string
  /** Derived from the address, never deliverable. */
  readonly email: string
  readonly tokenBalances: TokenBalances
  readonly balancesReadAt: BalanceTimes
  readonly fmt?: 'simple'
  /** Present for a contract wallet only, which is an identity only on its own chain. */
  readonly wallet?: 'contract'
}

/** A signed access token and its claims. */
export type IssuedToken = { readonly accessToken: string; readonly claims: AccessClaims }

/** A public signing key as JWKS publishes it. @see https://www.rfc-editor.org/rfc/rfc7517 */
export type PublicSigningKey = {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly kid: string
  readonly alg: 'ES256'
  readonly use: 'sig'
}
