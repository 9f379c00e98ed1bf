import type { ErrorCode } from '../../core/errors/codes.ts'

/** Errors of endpoints that ask the database. */
export const serverErrors: readonly ErrorCode[] = ['ERR_DATABASE_AWAY', 'ERR_CLOCK_WRONG', 'ERR_INTERNAL']
/** Errors of the door itself, before any flow runs. It looks up the key. */
export const doorErrors: readonly ErrorCode[] = [
  ...serverErrors,
  'ERR_KEY_MISSING',
  'ERR_KEY_UNKNOWN',
  'ERR_SITE_FORBIDDEN',
  'ERR_RATE_LIMITED',
  'ERR_SERVER_BUSY',
  'ERR_METHOD',
]
export const bodyErrors: readonly ErrorCode[] = ['ERR_BODY_INVALID', 'ERR_BODY_TOO_LARGE']
/** Errors of endpoints that manage gates. */
export const gateErrors: readonly ErrorCode[] = [
  // They are answered however many logins there are.
  ...doorErrors.filter((code) => code !== 'ERR_SERVER_BUSY'),
  'ERR_KEY_FORBIDDEN',
  'ERR_GATES_NOT_ALLOWED',
]
/** Errors of a gate that is saved. */
export const gateFormErrors: readonly ErrorCode[] = [
  ...bodyErrors,
  'ERR_GATE_INVALID',
  'ERR_LIST_NOT_FOUND',
  'ERR_SHOPIFY_REQUEST',
]
/** Errors of endpoints that read balances. */
export const readErrors: readonly ErrorCode[] = [
  'ERR_REQUIREMENT_INVALID',
  'ERR_ADDRESS_INVALID',
  'ERR_CONTRACT_UNSUPPORTED',
  'ERR_CHAIN_UNSUPPORTED',
  'ERR_CHAIN_READ',
  'ERR_TOKEN_READ',
  'ERR_NFT_LISTING',
]
/** Errors if a wallet holds too little. */
export const unmetErrors: readonly ErrorCode[] = ['ERR_REQUIREMENT_UNMET', 'ERR_WALLET_NOT_ALLOWED']
/** Errors of requests that a session's key signs. */
export const signedErrors: readonly ErrorCode[] = [
  'ERR_SESSION_UNKNOWN',
  'ERR_REQUEST_SIGNATURE',
  'ERR_REQUEST_TIME',
]
/** Errors of endpoints that verify a signature. */
export const loginErrors: readonly ErrorCode[] = [
  'ERR_NONCE_UNKNOWN',
  'ERR_LOGIN_MISMATCH',
  'ERR_SIGNATURE_INVALID',
  'ERR_WALLET_FACTORY',
]
