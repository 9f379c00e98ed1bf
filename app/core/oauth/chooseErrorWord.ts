import { type ErrorCode, errorKinds } from '../errors/codes.ts'
import { findDetails } from '../errors/details.ts'
import type { OauthErrorWord } from './errorWord.ts'

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
  ERR_WALLET_FACTORY: 'access_denied',
  ERR_REQUIREMENT_UNMET: 'access_denied',
  ERR_WALLET_NOT_ALLOWED: 'access_denied',
  ERR_CHAIN_READ: 'temporarily_unavailable',
  ERR_TOKEN_READ: 'temporarily_unavailable',
  ERR_NFT_LISTING: 'temporarily_unavailable',
  ERR_RATE_LIMITED: 'temporarily_unavailable',
  ERR_SERVER_BUSY: 'temporarily_unavailable',
  ERR_DATABASE_AWAY: 'temporarily_unavailable',
  ERR_CLOCK_WRONG: 'temporarily_unavailable',
}

/**
 * Map an error to an OAuth `error` code. Without one of its own it is `server_error` if the server's setup is at fault,
 * and `invalid_request` otherwise.
 */
export function chooseErrorWord(error: Parameters<typeof findDetails>[0]): OauthErrorWord {
  const own = findDetails(error, 'ERR_OAUTH_REQUEST')?.oauthError ?? WORDS[error.code]
  return own ?? (errorKinds[error.code] === 'setup' ? 'server_error' : 'invalid_request')
}
