import { answerJson } from '../answerError.ts'
import { setAnswerNote } from '../answerNotes.ts'
import type { ErrorCode } from '../core/errors/codes.ts'
import { findDetails, findRetryAfter } from '../core/errors/details.ts'
import { describeError } from '../describeError.ts'

/** Picket's codes, for errors that it had a code for. */
const words: { readonly [code in ErrorCode]?: string } = {
  ERR_BODY_INVALID: 'parameter_invalid',
  ERR_BODY_TOO_LARGE: 'parameter_invalid',
  ERR_ADDRESS_INVALID: 'parameter_invalid',
  ERR_CHAIN_UNKNOWN: 'parameter_invalid',
  ERR_CHAIN_UNSUPPORTED: 'parameter_invalid',
  ERR_CONTRACT_UNSUPPORTED: 'parameter_invalid',
  ERR_REQUIREMENT_INVALID: 'parameter_invalid',
  ERR_NONCE_UNKNOWN: 'parameter_invalid',
  ERR_LOGIN_MISMATCH: 'parameter_invalid',
  ERR_SIGNATURE_INVALID: 'parameter_invalid',
  ERR_WALLET_FACTORY: 'parameter_invalid',
  ERR_TOKEN_INVALID: 'parameter_invalid',
  ERR_KEY_MISSING: 'authentication_required',
  ERR_KEY_UNKNOWN: 'api_key_invalid',
  ERR_KEY_FORBIDDEN: 'permission_denied',
  ERR_SITE_FORBIDDEN: 'permission_denied',
  ERR_REQUIREMENT_UNMET: 'permission_denied',
  ERR_WALLET_NOT_ALLOWED: 'permission_denied',
  ERR_NOT_FOUND: 'resource_not_found',
  ERR_GATE_NOT_FOUND: 'resource_not_found',
  ERR_GATE_INVALID: 'parameter_invalid',
  ERR_GATES_NOT_ALLOWED: 'permission_denied',
  ERR_QUERY_INVALID: 'parameter_invalid',
  ERR_RECEIVER_URL: 'parameter_invalid',
  ERR_RECEIVER_NOT_FOUND: 'resource_not_found',
  ERR_RECEIVER_WALLETS: 'permission_denied',
  ERR_IDEMPOTENCY_KEY: 'parameter_invalid',
  ERR_IF_MATCH_NEEDED: 'parameter_invalid',
  ERR_OAUTH_REQUEST: 'invalid_request',
  ERR_REDIRECT_URI: 'invalid_request',
  ERR_OAUTH_CLIENT: 'invalid_client',
  ERR_OAUTH_GRANT: 'invalid_grant',
  ERR_OAUTH_GRANT_TYPE: 'unsupported_grant_type',
}

/** Lower-case phrases that Picket's clients search for in a message to recognize an error. */
const marks: { readonly [code in ErrorCode]?: string } = {
  ERR_KEY_UNKNOWN: 'invalid project key',
  ERR_NONCE_UNKNOWN: 'invalid signature',
  ERR_LOGIN_MISMATCH: 'invalid signature',
  ERR_SIGNATURE_INVALID: 'invalid signature',
  ERR_CHAIN_READ: 'could not check',
  ERR_TOKEN_READ: 'could not check',
  ERR_NFT_LISTING: 'could not check',
}

/** Map a thrown value to the API's answer: `{ msg, code?, error }`, where `error` is our stable code. */
export function answerPicketError(error: unknown, extra: Readonly<Record<string, unknown>> = {}): Response {
  const explained = describeError(error)
  const { status, code, msg, errorId } = explained
  const mark = marks[code]
  const said = mark && !msg.includes(mark) ? `${mark}: ${msg}` : msg
  const word = words[code]
  // Clients write their own sentence about what was needed and found.
  const facts =
    findDetails(explained, 'ERR_REQUIREMENT_UNMET') ??
    findDetails(explained, 'ERR_GATE_INVALID') ??
    findDetails(explained, 'ERR_REQUEST_TIME')
  const body = { msg: said, ...(word ? { code: word } : {}), error: code, ...facts, ...extra }
  const answer = answerJson(body, status)
  const retryAfter = findRetryAfter(explained)
  if (retryAfter !== undefined) answer.headers.set('retry-after', String(retryAfter))
  const allow = findDetails(explained, 'ERR_METHOD')?.allow
  if (allow !== undefined) answer.headers.set('allow', allow)
  if (status === 401) answer.headers.set('www-authenticate', 'Basic realm="palisade", charset="UTF-8"')
  return setAnswerNote(answer, { code, ...(errorId && { errorId }) })
}
