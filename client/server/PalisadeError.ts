/** Codes of this client itself: nothing was answered, or nothing was asked. */
export type ClientErrorCode =
  /** An option of `createPalisade`, or a parameter of a call, cannot be sent. */
  | 'ERR_CLIENT_INPUT'
  /** There was no answer in time. */
  | 'ERR_CLIENT_TIMEOUT'
  /** There was no connection. */
  | 'ERR_CLIENT_NETWORK'
  /** What answered is not Palisade's API: the address is wrong, or a proxy is in between. */
  | 'ERR_CLIENT_ANSWER'
  /** A receipt does not count; the message says why. */
  | 'ERR_CLIENT_RECEIPT'
  /** A webhook's body is signed, but not JSON with a type. */
  | 'ERR_CLIENT_WEBHOOK_BODY'
  /** A request lacks the headers of a webhook. */
  | 'ERR_CLIENT_WEBHOOK_HEADERS'
  /** No signature of a webhook fits: a wrong secret, a body that was parsed before, or a forgery. */
  | 'ERR_CLIENT_WEBHOOK_SIGNATURE'
  /** A webhook is too old, or one of the clocks is wrong. */
  | 'ERR_CLIENT_WEBHOOK_TIME'

/** The API's codes that the calls of this client can meet. */
export type ApiErrorCode =
  | 'ERR_ADDRESS_INVALID'
  | 'ERR_BODY_INVALID'
  | 'ERR_BODY_TOO_LARGE'
  | 'ERR_CHAIN_READ'
  | 'ERR_CHAIN_UNKNOWN'
  | 'ERR_CHAIN_UNSUPPORTED'
  | 'ERR_CLOCK_WRONG'
  | 'ERR_CONTRACT_UNSUPPORTED'
  | 'ERR_DATABASE_AWAY'
  | 'ERR_GATE_NOT_FOUND'
  | 'ERR_GATES_NOT_ALLOWED'
  | 'ERR_IDEMPOTENCY_BODY'
  | 'ERR_IDEMPOTENCY_KEY'
  | 'ERR_INTERNAL'
  | 'ERR_KEY_FORBIDDEN'
  | 'ERR_KEY_MISSING'
  | 'ERR_KEY_UNKNOWN'
  | 'ERR_LOGIN_MISMATCH'
  | 'ERR_METHOD'
  | 'ERR_NFT_LISTING'
  | 'ERR_NONCE_UNKNOWN'
  | 'ERR_NOT_FOUND'
  | 'ERR_OAUTH_CLIENT'
  | 'ERR_OAUTH_REQUEST'
  | 'ERR_QUERY_INVALID'
  | 'ERR_RATE_LIMITED'
  | 'ERR_RECEIVERS_FULL'
  | 'ERR_RECEIVER_NOT_FOUND'
  | 'ERR_RECEIVER_STALE'
  | 'ERR_RECEIVER_URL'
  | 'ERR_RECEIVER_WALLETS'
  | 'ERR_REQUIREMENT_INVALID'
  | 'ERR_REQUIREMENT_UNMET'
  | 'ERR_SERVER_BUSY'
  | 'ERR_SIGNATURE_INVALID'
  | 'ERR_SITE_FORBIDDEN'
  | 'ERR_TOKEN_INVALID'
  | 'ERR_TOKEN_READ'
  | 'ERR_WALLET_FACTORY'
  | 'ERR_WALLET_NOT_ALLOWED'

/** A newer server may have codes that this client does not know. */
export type PalisadeErrorCode = ApiErrorCode | ClientErrorCode | `ERR_${string}`

export type PalisadeErrorParameters = {
  readonly code: PalisadeErrorCode
  readonly message: string
  /** HTTP status; 0 without an answer. */
  readonly status?: number
  readonly retryAfterSeconds?: number | null
  /** What the server said. */
  readonly answer?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** Every rejection of this client. The message of an answer may be shown to people. */
export class PalisadeError extends Error {
  readonly code: PalisadeErrorCode
  /** HTTP status; 0 without an answer. */
  readonly status: number
  /** In how many seconds to try again, if the server said so. */
  readonly retryAfterSeconds: number | null
  /** All that the server said: `needed` and `found` with `ERR_REQUIREMENT_UNMET`. */
  readonly answer: Readonly<Record<string, unknown>>

  constructor(parameters: PalisadeErrorParameters) {
    const { code, message, status = 0, retryAfterSeconds = null, answer = {}, cause } = parameters
    super(message, cause === undefined ? {} : { cause })
    this.name = 'PalisadeError'
    this.code = code
    this.status = status
    this.retryAfterSeconds = retryAfterSeconds
    this.answer = answer
  }
}
