import type { ErrorCode } from '../errors/codes.ts'

/** What an OAuth client is told in one word. @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
export type OauthErrorWord =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_token'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'access_denied'
  | 'server_error'
  | 'temporarily_unavailable'
  | 'login_required'
  | 'request_not_supported'
  | 'request_uri_not_supported'

const WORDS: { readonly [code in ErrorCode]?: OauthErrorWord } = {
  ERR_OAUTH_CLIENT: 'invalid_client',
  ERR_OAUTH_GRANT: 'invalid_grant',
  ERR_OAUTH_GRANT_TYPE: 'unsupported_grant_type',
  ERR_OAUTH_RESPONSE_TYPE: 'unsupported_response_type',
  ERR_SITE_FORBIDDEN: 'unauthorized_client',
  ERR_TOKEN_INVALID: 'invalid_token',
  ERR_NONCE_UNKNOWN: 'access_denied',
  ERR_LOGIN_MISMATCH: 'access_denied',
  ERR_SIGNATURE_INVALID: 'access_denied',
  ERR_REQUIREMENT_UNMET: 'access_denied',
  ERR_WALLET_NOT_ALLOWED: 'access_denied',
  ERR_CHAIN_READ: 'temporarily_unavailable',
  ERR_TOKEN_READ: 'temporarily_unavailable',
  ERR_RATE_LIMITED: 'temporarily_unavailable',
  ERR_INTERNAL: 'server_error',
}

export type ChooseErrorWordParameters = {
  readonly code: ErrorCode
  /** What the error itself says of it. */
  readonly details: Readonly<Record<string, unknown>>
}

/** Say an error in OAuth's words; what has none is a request that cannot be answered as it is. */
export function chooseErrorWord({ code, details }: ChooseErrorWordParameters): OauthErrorWord {
  return (details.oauthError as OauthErrorWord | undefined) ?? WORDS[code] ?? 'invalid_request'
}
