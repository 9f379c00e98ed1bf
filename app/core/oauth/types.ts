import type { WalletGrant } from '../accessToken/types.ts'
import type { Chain } from '../chain/types.ts'
import type { Project, ProjectId } from '../project/types.ts'
import type { AuthorizeQuery } from './parseAuthorizeQuery.ts'
import type { AuthorizeTarget } from './parseAuthorizeTarget.ts'

/** The login behind an authorization code, until the code is exchanged. */
export type CodeGrant = WalletGrant & {
  /** The publishable key of the request. */
  readonly clientId: string
  /** OpenID Connect's `nonce`, echoed into the ID token. */
  readonly nonce: string | null
  /** Space-separated; `openid` yields an ID token. */
  readonly scope: string
  /** When the wallet signed in. */
  readonly authenticatedAt: number
}

/** A stored authorization code: hashed, valid for sixty seconds, for one use. */
export type OauthCode = {
  readonly hash: string
  readonly projectId: ProjectId
  readonly redirectUri: string
  /** S256 challenge; null if the client will authenticate with its secret key. */
  readonly codeChallenge: string | null
  readonly grant: CodeGrant
  /** Id of the token that the code yields. A second use of the code revokes that token. */
  readonly tid: string
  readonly expiresAt: number
}

export type ConsumedCode =
  | { readonly kind: 'consumed'; readonly code: OauthCode }
  /** The code was used before: the token that it yielded is no longer trusted. */
  | { readonly kind: 'used'; readonly projectId: ProjectId; readonly tid: string }
  | { readonly kind: 'unknown' }

/** The result of starting an authorization. */
export type StartedAuthorization =
  | { readonly kind: 'granted'; readonly target: AuthorizeTarget; readonly code: string }
  /** The error goes to the client at its redirect URI. */
  | { readonly kind: 'refused'; readonly target: AuthorizeTarget; readonly error: unknown }
  | ({ readonly kind: 'asked' } & AuthorizeQuestion)

/** The question that the authorize page asks a person. */
export type AuthorizeQuestion = {
  readonly target: AuthorizeTarget
  readonly project: Project
  readonly query: AuthorizeQuery
  readonly chain: Chain
  /** Whether the person may choose another one. */
  readonly isChainOpen: boolean
}
