import type { WalletGrant } from '../accessToken/types.ts'
import type { ProjectId } from '../project/types.ts'

/** What an authorization code stands for until it is exchanged. */
export type CodeGrant = WalletGrant & {
  /** The publishable key that asked. */
  readonly clientId: string
  /** OpenID Connect's `nonce`, echoed into the ID token. */
  readonly nonce: string | null
  /** Space-separated; an ID token is given for `openid`. */
  readonly scope: string
  /** When the wallet signed in. */
  readonly authenticatedAt: number
}

/** An authorization code as it is kept: hashed, sixty seconds, single use. */
export type OauthCode = {
  readonly hash: string
  readonly projectId: ProjectId
  readonly redirectUri: string
  /** S256 challenge; null where the client will show its secret key. */
  readonly codeChallenge: string | null
  readonly grant: CodeGrant
  /** The id of the token it gives: a second use of the code revokes it. */
  readonly tid: string
  readonly expiresAt: number
}

export type ConsumedCode =
  | { readonly kind: 'consumed'; readonly code: OauthCode }
  /** It was used before: what it gave then is not to be trusted any longer. */
  | { readonly kind: 'used'; readonly projectId: ProjectId; readonly tid: string }
  | { readonly kind: 'unknown' }
