import { findLanguage } from '../../app/core/text/languages.ts'
import type {
  AccessTokenPayload,
  AuthorizationURLRequest,
  AuthRequest,
  AuthRequirements,
  AuthState,
  AuthzRequest,
  CallOptions,
  ChainInfo,
  ConnectRequest,
  ConnectResponse,
  LoginCallbackResponse,
  LoginOptions,
  LoginRequest,
  MeetsAuthRequirementsParameters,
  NonceRequest,
  NonceResponse,
  PicketOptions,
  SigningMessageRequest,
  SolanaConnectResponse,
} from '../../public/palisade.d.ts'
import { type Server, sendToApi } from './api/sendToApi.ts'
import { composeSigningMessage } from './composeSigningMessage.ts'
import type { QrShape } from './dialog/createApps.ts'
import { loadTexts, loadTextsWithin } from './dialog/loadTexts.ts'
import { openDialog } from './dialog/openDialog.ts'
import { runWalletDialog } from './login/runWalletDialog.ts'
import { meetsAuthRequirements } from './meetsAuthRequirements.ts'
import { finishRedirect } from './oauth/finishRedirect.ts'
import { formatAuthorizationUrl } from './oauth/formatAuthorizationUrl.ts'
import { runPopup } from './oauth/runPopup.ts'
import { readPageUrl, startRedirect } from './oauth/startRedirect.ts'
import { PicketError } from './PicketError.ts'
import { readScriptBase } from './readScriptBase.ts'
import { authorizeMore } from './session/authorizeMore.ts'
import { listenToAuth, readAuth, writeAuth } from './session/authStore.ts'
import { checkAuth, writeCheckedAuth } from './session/checkAuth.ts'

/** How long a dialog waits for its language, before it opens in English. */
const TEXTS_WITHIN_MS = 2000

/** The browser client of the API, with the same calls as picket-js. Every rejection is a `PicketError`. */
export class Picket {
  // `declare` emits nothing: class fields would add a helper to the bundle.
  declare baseURL: string
  declare private readonly apiKey: string
  declare private readonly options: PicketOptions
  declare private readonly records: Map<string, Promise<ChainInfo>>

  constructor(apiKey: string, options: PicketOptions = {}) {
    if (!apiKey) throw new PicketError('key', { msg: 'Missing publishable API Key' })
    this.apiKey = apiKey
    this.options = options
    this.baseURL = options.baseURL ?? readScriptBase()
    this.records = new Map()
    // Its texts are then there when the dialog opens.
    if (typeof document !== 'undefined') void loadTexts({ baseURL: this.baseURL, locale: this.locale() })
  }

  nonce({ chain = 'ethereum', locale = this.locale(), ...asked }: NonceRequest): Promise<NonceResponse> {
    const { walletAddress, method, context } = asked
    return this.call('auth/nonce', { chain, walletAddress, locale, method, context })
  }

  async auth(request: AuthRequest): Promise<AuthState> {
    return writeCheckedAuth(await this.askAuth(request))
  }

  authz(request: AuthzRequest): Promise<AuthState> {
    return authorizeMore({ request, post: (body) => this.call('authz', body) })
  }

  async validate(accessToken: string, requirements?: AuthRequirements): Promise<AccessTokenPayload> {
    if (!accessToken) throw new PicketError('request', { msg: 'access token is empty' })
    return this.call('auth/validate', { accessToken, requirements })
  }

  async chains(): Promise<ChainInfo[]> {
    const { data } = await this.call<{ data: ChainInfo[] }>('chains')
    for (const record of data) this.records.set(record.chainSlug, Promise.resolve(record))
    return data
  }

  chainInfo(chain: string): Promise<ChainInfo> {
    const known = this.records.get(chain)
    if (known) return known
    const record = this.call<ChainInfo>(`chains/${encodeURIComponent(chain)}`)
    this.records.set(chain, record)
    record.catch(() => this.records.delete(chain))
    return record
  }

  async login(request: LoginRequest = {}, options: CallOptions = {}): Promise<AuthState> {
    const { chain, walletAddress, signature, signedMessage, context, ...requirements } = request
    if (walletAddress && signature) {
      return this.auth({ chain, walletAddress, signature, signedMessage, context, requirements })
    }
    const { auth } = await this.connect({ chain, doAuth: true, requirements, ...options })
    return auth as AuthState
  }

  connect(request: ConnectRequest & { readonly chain: 'solana' }): Promise<SolanaConnectResponse>
  connect(request?: ConnectRequest): Promise<ConnectResponse>
  async connect(request: ConnectRequest = {}): Promise<ConnectResponse | SolanaConnectResponse> {
    const locale = this.locale()
    const { theme } = this.options
    const { chain = 'ethereum', signal } = request
    const speech = await loadTextsWithin(TEXTS_WITHIN_MS, { baseURL: this.baseURL, locale })
    const drawQr = (page: string) => this.call<QrShape>('qr', { page })
    const connected = await runWalletDialog({
      request,
      dialog: openDialog({ speech, theme, chain, signal, drawQr }),
      chainInfo: (slug) => this.chainInfo(slug),
      nonce: (asked) => this.nonce(asked),
      auth: (asked) => this.askAuth(asked),
      site: location,
      locale,
      now: () => new Date(),
    })
    if (connected.auth) writeCheckedAuth(connected.auth)
    return connected
  }

  async loginWithRedirect(request: LoginRequest = {}, options: LoginOptions = {}): Promise<void> {
    location.assign(await startRedirect({ server: this.server(), request, options, locale: this.locale() }))
  }

  handleLoginRedirect(url: string = location.href): Promise<LoginCallbackResponse> {
    return finishRedirect({ server: this.server(), url })
  }

  loginWithPopup(request: LoginRequest = {}, options: LoginOptions & CallOptions = {}): Promise<AuthState> {
    const { redirectURI = readPageUrl(), signal } = options
    return runPopup({ server: this.server(), request, redirectURI, locale: this.locale(), signal })
  }

  getAuthorizationURL(request: AuthorizationURLRequest): string {
    return formatAuthorizationUrl({ server: this.server(), request })
  }

  authState(): Promise<AuthState | null> {
    return checkAuth({ validate: (accessToken) => this.validate(accessToken) })
  }

  /**
   * Whether the signed-in wallet meets the requirements; rejects if that could not be checked. Requirements that the
   * server cannot read, such as misspelled ones, are met by no wallet.
   */
  async isCurrentUserAuthorized(request: Omit<AuthzRequest, 'accessToken'>): Promise<boolean> {
    const { requirements, revalidate = false } = request
    const state = await this.authState()
    if (!state) return false
    if (!revalidate && meetsAuthRequirements({ user: state.user, requirements })) return true
    try {
      await this.authz({ accessToken: state.accessToken, requirements, revalidate })
      return true
    } catch (error) {
      const { reason, message } = error as PicketError
      if (reason === 'request') console.error(message)
      if (['not-eligible', 'not-allowed', 'token', 'request'].includes(reason)) return false
      throw error
    }
  }

  /** Sign out locally at once, and revoke the token at the server; resolves even if the server cannot be reached. */
  async logout(): Promise<void> {
    const token = readAuth()?.accessToken
    writeAuth(null)
    if (!token) return
    const body = new URLSearchParams({ token, token_type_hint: 'access_token' })
    await sendToApi({ server: this.server(), path: 'oauth2/revoke', body }).catch(() => {})
  }

  /** Listen to every sign-in and sign-out, in other tabs too; returns the function that stops it. */
  onChange(listener: (state: AuthState | null) => void): () => void {
    return listenToAuth(listener)
  }

  static createSigningMessage(request: SigningMessageRequest): string {
    return composeSigningMessage(request)
  }

  static meetsAuthRequirements(parameters: MeetsAuthRequirementsParameters): boolean {
    return meetsAuthRequirements(parameters)
  }

  private async askAuth(request: AuthRequest): Promise<AuthState> {
    const { chain = 'ethereum', walletAddress, signature, signedMessage, requirements, context } = request
    if (!walletAddress || !signature) {
      throw new PicketError('request', { msg: 'walletAddress and signature parameters are required.' })
    }
    return this.call('auth', { chain, walletAddress, signature, signedMessage, requirements, context })
  }

  private call<Answer>(path: string, body?: object): Promise<Answer> {
    return sendToApi({ server: this.server(), path, body })
  }

  private server(): Server {
    return { baseURL: this.baseURL.replace(/\/+$/, ''), apiKey: this.apiKey }
  }

  /** The option, else the page's language, else the browser's: the first that the dialog speaks. */
  private locale(): string {
    const page = typeof document === 'undefined' ? '' : document.documentElement.lang
    const { language = '', languages = [language] } = globalThis.navigator ?? {}
    const tags = [this.options.locale ?? '', page, ...languages].filter(Boolean)
    return tags.find(findLanguage) ?? tags[0] ?? 'en'
  }
}
