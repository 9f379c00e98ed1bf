import type { EvmProvider } from '../../extensions/gate-block/src/wallets/types.ts'

/** What a wallet must hold: any one field that is met is enough. */
export type AuthRequirements = {
  readonly contractAddress?: string
  readonly minTokenBalance?: number | string
  readonly allowedWallets?: readonly string[]
  readonly tokenIds?: readonly string[]
  readonly collection?: string | readonly string[]
  readonly creatorAddress?: string
}

/** Balances that were proven: what asked → id → decimal in whole tokens. */
export type TokenBalances = {
  readonly [kind in 'contractAddress' | 'collection' | 'tokenIds' | 'creatorAddress']?: Readonly<
    Record<string, string>
  >
}

export type AuthenticatedUser = {
  readonly chain: string
  readonly walletAddress: string
  readonly displayAddress: string
  readonly tokenBalances?: TokenBalances
}

/** Who is signed in; kept in localStorage under `_picketauth`. */
export type AuthState = { readonly accessToken: string; readonly user: AuthenticatedUser }

/** The claims of an access token; `iat` and `exp` are unix seconds. */
export type AccessTokenPayload = AuthenticatedUser & {
  readonly iat: number
  readonly exp: number
  readonly iss: string
  readonly sub: string
  readonly aud: string
  readonly tid: string
}

export type ChainInfo = {
  readonly chainSlug: string
  readonly chainId: number
  readonly chainType: string
  readonly chainName: string
  readonly publicRPC: string
  readonly authorizationSupported: boolean
}

export type NonceRequest = {
  readonly chain?: string
  readonly walletAddress: string
  readonly locale?: string
}
export type NonceResponse = {
  readonly nonce: string
  readonly statement: string
  readonly format: 'siwe' | 'simple'
}

/** What the signed text says beside the nonce. */
export type SigningContext = {
  readonly domain: string
  readonly uri: string
  readonly issuedAt: string
  readonly chainId: number
  readonly chainType: string
  readonly locale?: string
}

export type AuthRequest = {
  readonly chain?: string
  readonly walletAddress: string
  readonly signature: string
  readonly requirements?: AuthRequirements
  readonly context?: SigningContext
}

export type AuthzRequest = {
  /** Default: the one that is kept. */
  readonly accessToken?: string
  readonly requirements: AuthRequirements
  readonly revalidate?: boolean
}

export type LoginRequest = AuthRequirements & {
  readonly chain?: string
  readonly walletAddress?: string
  readonly signature?: string
  readonly context?: SigningContext
}

/** What one call may bring along. */
export type CallOptions = {
  /** Closes the dialog or the popup. */
  readonly signal?: AbortSignal
  /** Hears of each wallet that was refused, while the dialog is still open for another one. */
  readonly onRefused?: (error: Error) => void
}

export type ConnectRequest = CallOptions & {
  readonly chain?: string
  /** Sign in as well; default: only connect and sign. */
  readonly doAuth?: boolean
  readonly requirements?: AuthRequirements
}
export type ConnectResponse = {
  readonly walletAddress: string
  readonly signature: string
  readonly context: SigningContext
  readonly chain: string
  readonly provider: EvmProvider
  readonly auth?: AuthState
}

export type AppState = { returnTo?: string; [name: string]: unknown }
export type LoginOptions = { readonly redirectURI?: string; readonly appState?: AppState }

export type AuthorizationURLRequest = LoginRequest & {
  readonly redirectURI: string
  readonly state: string
  readonly codeChallenge: string
  readonly responseMode: 'code' | 'web_message'
  readonly locale?: string
}

export type Theme = 'light' | 'dark' | 'auto'
