/**
 * Types of Palisade's browser client: `palisade.js` for a script tag, `palisade.mjs` for an import.
 *
 *     <script src="https://palisade.example/palisade.js"></script>
 *     const picket = new Picket('pk_…')
 *     const { user } = await picket.login({ contractAddress: '0x…', minTokenBalance: 1 })
 *
 * Call for call what picket-js had. Every rejection is a `PicketError`.
 */

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
  /** Default: `ethereum`, as everywhere. */
  readonly chain?: string
  readonly walletAddress: string
  readonly locale?: string
  /** For a Solana wallet that cannot sign texts, such as a Ledger; needs `context`. */
  readonly method?: 'memo'
  /** What the text of a memo says; sent again, unchanged, with `auth`. */
  readonly context?: SigningContext
}
export type NonceResponse = {
  readonly nonce: string
  readonly statement: string
  readonly format: 'siwe' | 'simple'
  /** With the method `memo`: base64 of a transaction to sign. It carries the text and is never sent. */
  readonly transaction?: string
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

export type SigningMessageRequest = {
  readonly walletAddress: string
  readonly nonce: string
  readonly statement?: string
  /** Default: `simple`. */
  readonly format?: 'siwe' | 'simple'
  readonly domain?: string
  readonly uri?: string
  readonly issuedAt?: string
  readonly chainId?: number
  readonly chainType?: string
}

export type MeetsAuthRequirementsParameters = {
  readonly user?: AuthenticatedUser | null
  readonly requirements?: AuthRequirements
}

export type AuthRequest = {
  readonly chain?: string
  readonly walletAddress: string
  readonly signature: string
  /** Base64 of the signed transaction, where the nonce was asked for with the method `memo`. */
  readonly signedMessage?: string
  readonly requirements?: AuthRequirements
  readonly context?: SigningContext
}

export type AuthzRequest = {
  /** Default: the one that is kept. */
  readonly accessToken?: string
  readonly requirements: AuthRequirements
  /** Read the chain again even where the token already says enough. */
  readonly revalidate?: boolean
}

/** With `walletAddress` and `signature` no dialog opens. */
export type LoginRequest = AuthRequirements & {
  readonly chain?: string
  readonly walletAddress?: string
  readonly signature?: string
  readonly signedMessage?: string
  readonly context?: SigningContext
}

/** What one call may bring along. */
export type CallOptions = {
  /** Closes the dialog or the popup. */
  readonly signal?: AbortSignal
  /** Hears of each wallet that was refused, while the dialog is still open for another one. */
  readonly onRefused?: (error: PicketError) => void
}

export type ConnectRequest = CallOptions & {
  readonly chain?: string
  /** Sign in as well; default: only connect and sign. */
  readonly doAuth?: boolean
  readonly requirements?: AuthRequirements
}

/** EIP-1193. */
export type ConnectProvider = {
  request: (call: { method: string; params?: readonly unknown[] }) => Promise<unknown>
}
export type ConnectResponse = {
  readonly walletAddress: string
  readonly signature: string
  readonly context: SigningContext
  readonly chain: string
  readonly provider: ConnectProvider
  /** With `doAuth` only. */
  readonly auth?: AuthState
}

/** A wallet of the Wallet Standard: its features by name, such as `solana:signMessage`. */
export type SolanaWallet = { readonly features: Readonly<Record<string, unknown>> }
/** What `connect` answers for the chain `solana`. The signature is in base58. */
export type SolanaConnectResponse = Omit<ConnectResponse, 'provider'> & {
  readonly provider: SolanaWallet
  /** Base64 of the signed transaction, if the wallet could not sign texts, such as a Ledger. */
  readonly signedMessage?: string
}

export type AppState = { returnTo?: string; [name: string]: unknown }
export type LoginOptions = {
  /** Registered with the project, exactly so; default: this page. */
  readonly redirectURI?: string
  /** Given back by `handleLoginRedirect`. */
  readonly appState?: AppState
}
export type LoginCallbackResponse = AuthState & { readonly appState: AppState }

export type AuthorizationURLRequest = LoginRequest & {
  readonly redirectURI: string
  readonly state: string
  readonly codeChallenge: string
  readonly responseMode: 'code' | 'web_message'
  readonly locale?: string
}

export type Theme = 'light' | 'dark' | 'auto'
export type PicketOptions = {
  /** Ends in `/api/v1`; default: that of the server the script came from. */
  readonly baseURL?: string
  /** Default: light, unless the page's own `color-scheme` says that it has a dark one. */
  readonly theme?: Theme
  /**
   * Language of the dialog, of the authorize page and of what is signed, as a language tag. Default: the page's `lang`,
   * else the browser's. The dialog speaks ar, de, en, es, fr, he, it, ja, ko, nl, pt-BR, pt-PT and zh-CN.
   */
  readonly locale?: string
}

/** Why a call did not succeed, in one word. */
export type Reason =
  /** The wallet's owner declined, and left. */
  | 'rejected'
  /** The dialog or the popup was closed. */
  | 'closed'
  /** The wallet does not hold what is asked for; `answer.needed` and `answer.found` say more where the server does. */
  | 'not-eligible'
  /** The wallet is not on the list. */
  | 'not-allowed'
  /** A chain did not answer, or the server failed: nobody was refused. */
  | 'could-not-check'
  | 'slow-down'
  | 'signature'
  /** The wallet failed, or already shows a question. */
  | 'wallet'
  | 'wallet-busy'
  | 'network'
  /** For whoever runs the site: the key is wrong, or the site is not among the project's domains. */
  | 'key'
  | 'site'
  /** The access token has ended or was revoked. */
  | 'token'
  /** A login came back that was not started here. */
  | 'state'
  /** The browser did not let a window open. */
  | 'popup'
  | 'request'

/** The server's `{ msg, code, error }`, with whatever else it said. */
export type ErrorAnswer = {
  readonly msg?: string
  readonly code?: string
  readonly error?: string
  readonly [name: string]: unknown
}

export class PicketError extends Error {
  constructor(reason: Reason, answer: ErrorAnswer, status?: number)
  readonly reason: Reason
  /** The same as `message`. */
  readonly msg: string
  /** Picket's word, where it had one. */
  readonly code: string | undefined
  /** The server's own code, `ERR_…`. */
  readonly error: string | undefined
  /** HTTP status; 0 where nothing was heard. */
  readonly status: number
  /** All that the server said. */
  readonly answer: ErrorAnswer
}

export class Picket {
  baseURL: string
  constructor(apiKey: string, options?: PicketOptions)

  nonce(request: NonceRequest): Promise<NonceResponse>
  auth(request: AuthRequest): Promise<AuthState>
  /** Calls made at the same time wait for each other, in other tabs too: no balance is lost. */
  authz(request: AuthzRequest): Promise<AuthState>
  validate(accessToken: string, requirements?: AuthRequirements): Promise<AccessTokenPayload>
  chains(): Promise<ChainInfo[]>
  chainInfo(chain: string): Promise<ChainInfo>

  /** Opens a dialog of this call's own. */
  login(request?: LoginRequest, options?: CallOptions): Promise<AuthState>
  connect(request: ConnectRequest & { readonly chain: 'solana' }): Promise<SolanaConnectResponse>
  connect(request?: ConnectRequest): Promise<ConnectResponse>
  loginWithRedirect(request?: LoginRequest, options?: LoginOptions): Promise<void>
  handleLoginRedirect(url?: string): Promise<LoginCallbackResponse>
  loginWithPopup(request?: LoginRequest, options?: LoginOptions & CallOptions): Promise<AuthState>
  getAuthorizationURL(request: AuthorizationURLRequest): string

  /** Who is signed in, or null. A lost connection does not sign out. */
  authState(): Promise<AuthState | null>
  /** Rejects where it could not be found out; false, and an error in the console, for what the server cannot read. */
  isCurrentUserAuthorized(request: Omit<AuthzRequest, 'accessToken'>): Promise<boolean>
  /** Ends the token at the server, too; never rejects. */
  logout(): Promise<void>
  /** Hear of every sign-in and sign-out, in other tabs too; returns how to stop. */
  onChange(listener: (state: AuthState | null) => void): () => void

  /** @throws {PicketError} when a part is missing. */
  static createSigningMessage(request: SigningMessageRequest): string
  /** By balances proven before; a hint for what to show, nothing more. */
  static meetsAuthRequirements(parameters: MeetsAuthRequirementsParameters): boolean
}

/** The same class. */
export { Picket as Palisade }
export default Picket

/** What the authorize page gave back, in an address or a message. */
export type AuthorizationAnswer = {
  readonly state?: string | null
  readonly code?: string | null
  readonly error?: string | null
  readonly error_description?: string | null
  /** Which server answered (RFC 9207). */
  readonly iss?: string | null
}

/*
 * Of the module only.
 */
export function hasAuthorizationCodeParams(url: string): boolean
export function parseAuthorizationCodeParams(url: string): AuthorizationAnswer
export function defaultLoginRedirectCallback(appState?: AppState): void
export function randomState(): string

declare global {
  interface Window {
    Picket: typeof Picket
    Palisade: typeof Picket
  }
}
