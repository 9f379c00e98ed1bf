/**
 * Every error code of this app, and its kind. A code is never renamed, reused or given another meaning. The kind
 * decides the class that is thrown; `app/statusOf.ts` has the HTTP status.
 */
export const errorKinds = {
  ERR_BODY_INVALID: 'input',
  ERR_BODY_TOO_LARGE: 'input',
  ERR_QUERY_INVALID: 'input',
  ERR_ADDRESS_INVALID: 'input',
  ERR_CHAIN_UNKNOWN: 'input',
  ERR_REQUIREMENT_INVALID: 'input',
  ERR_GATE_INVALID: 'input',
  ERR_CHANGE_NOT_FOUND: 'not-found',
  ERR_CHANGE_UNREADABLE: 'conflict',
  ERR_GATE_NOT_FOUND: 'not-found',
  ERR_GATE_STALE: 'conflict',
  /** The project's secret keys may not read or change gates. */
  ERR_GATES_NOT_ALLOWED: 'access',
  ERR_IDEMPOTENCY_KEY: 'input',
  ERR_IDEMPOTENCY_BODY: 'conflict',
  ERR_IDEMPOTENCY_BUSY: 'conflict',
  /** `If-Match` is missing or cannot be read. */
  ERR_IF_MATCH_NEEDED: 'input',
  /** `If-Match` names an earlier version. */
  ERR_IF_MATCH_STALE: 'conflict',
  ERR_LIST_INVALID: 'input',
  ERR_LIST_TOO_LARGE: 'input',
  ERR_LIST_NOT_FOUND: 'not-found',
  ERR_LIST_IN_USE: 'conflict',
  ERR_LIST_STALE: 'conflict',
  ERR_TRAITS_STALE: 'conflict',
  ERR_METADATA_SOURCE: 'input',
  ERR_RESERVATION_NOT_FOUND: 'not-found',
  ERR_RESERVATION_STALE: 'conflict',
  /** The token that a shopper chose is not among those that open the gate. */
  ERR_TOKEN_NOT_HELD: 'conflict',
  /** The token that a shopper chose has no use left. */
  ERR_TOKEN_USED: 'conflict',
  ERR_STAFF_PASS_REFUSED: 'conflict',
  ERR_STAFF_PASS_NOT_FOUND: 'not-found',
  ERR_STAFF_PASS_STALE: 'conflict',
  ERR_RECEIVER_URL: 'input',
  ERR_RECEIVER_NOT_FOUND: 'not-found',
  ERR_RECEIVER_WALLETS: 'access',
  /** The shop has as many receivers of messages as it may. */
  ERR_RECEIVERS_FULL: 'conflict',
  /** The receiver is off, or has no secret. */
  ERR_RECEIVER_STALE: 'conflict',
  /** A workflow of Shopify Flow gave an action a value that it cannot use. */
  ERR_FLOW_PROPERTIES: 'input',
  /** No code of a phone at the counter, or one that somebody made up. */
  ERR_COUNTER_CODE_INVALID: 'input',
  /** The code is too old, or of a phone whose clock is ahead. */
  ERR_COUNTER_CODE_TIME: 'conflict',
  /** The code works once, and a till has it. */
  ERR_COUNTER_CODE_USED: 'conflict',
  ERR_COUNTER_CODE_SHOP: 'conflict',
  /** The visit of the code has ended, or the shopper has signed out. */
  ERR_COUNTER_VISIT_ENDED: 'conflict',
  ERR_COUNTER_CHECK_STALE: 'conflict',
  ERR_COUNTER_CHARGE_STALE: 'conflict',
  ERR_TILL_UNKNOWN: 'access',
  ERR_TILL_REVOKED: 'access',
  ERR_TILL_ENDED: 'access',
  ERR_TILL_NOT_FOUND: 'not-found',
  ERR_JOB_STALE: 'conflict',
  ERR_ORDER_NOT_HELD: 'conflict',
  ERR_ORDER_STALE: 'conflict',
  ERR_SCOPE_MISSING: 'upstream',
  ERR_CUSTOMER_DATA_NOT_APPROVED: 'upstream',
  ERR_SHOP_NOT_FOUND: 'not-found',
  /** The shop or a gate was changed between reading it and writing what depends on it. */
  ERR_SHOP_CHANGED: 'conflict',
  ERR_NONCE_UNKNOWN: 'login',
  ERR_LOGIN_MISMATCH: 'login',
  ERR_SIGNATURE_INVALID: 'login',
  /** A contract wallet that is not on its chain names a factory that is not allowed. */
  ERR_WALLET_FACTORY: 'login',
  ERR_SESSION_UNKNOWN: 'login',
  /** A visit's key did not sign this request. */
  ERR_REQUEST_SIGNATURE: 'login',
  /** A request was signed at another time than now. */
  ERR_REQUEST_TIME: 'login',
  ERR_PROOF_INVALID: 'input',
  ERR_KEYS_CHANGING: 'conflict',
  ERR_CONFIG_TOO_LARGE: 'conflict',
  ERR_CHAIN_READ: 'upstream',
  ERR_TOKEN_READ: 'upstream',
  /** No endpoint of Solana lists a wallet's NFTs of Metaplex Core. */
  ERR_NFT_LISTING: 'upstream',
  ERR_SHOPIFY_USER: 'upstream',
  ERR_SHOPIFY_REQUEST: 'upstream',
  ERR_SHOPIFY_LOGIN: 'upstream',
  ERR_SHOPIFY_STALE: 'conflict',
  ERR_FUNCTIONS_REFUSED: 'conflict',
  ERR_DISCOUNTS_FULL: 'conflict',
  ERR_VALIDATIONS_FULL: 'conflict',
  ERR_PROXY_SIGNATURE: 'access',
  ERR_WEBHOOK_SIGNATURE: 'access',
  /** A callback of BigCommerce that it did not sign for this app, or not now. */
  ERR_CALLBACK_SIGNATURE: 'access',
  /** A callback of BigCommerce that was used before. */
  ERR_CALLBACK_USED: 'access',
  ERR_STORE_INSTALLED: 'conflict',
  ERR_KEY_MISSING: 'access',
  ERR_KEY_UNKNOWN: 'access',
  ERR_KEY_FORBIDDEN: 'access',
  ERR_SITE_FORBIDDEN: 'access',
  ERR_TOKEN_INVALID: 'access',
  ERR_REQUIREMENT_UNMET: 'access',
  ERR_WALLET_NOT_ALLOWED: 'access',
  ERR_CONTRACT_UNSUPPORTED: 'input',
  ERR_CHAIN_UNSUPPORTED: 'input',
  ERR_PROJECT_INVALID: 'input',
  ERR_PROJECT_NOT_FOUND: 'not-found',
  ERR_PROJECT_STALE: 'conflict',
  ERR_API_KEY_NOT_FOUND: 'not-found',
  ERR_OAUTH_REQUEST: 'input',
  ERR_OAUTH_CLIENT: 'access',
  ERR_OAUTH_GRANT: 'input',
  ERR_OAUTH_GRANT_TYPE: 'input',
  ERR_OAUTH_RESPONSE_TYPE: 'input',
  ERR_REDIRECT_URI: 'input',
  ERR_RATE_LIMITED: 'access',
  /** This process answers as many requests as its operator allows. */
  ERR_SERVER_BUSY: 'access',
  ERR_METHOD: 'input',
  ERR_NOT_FOUND: 'not-found',
  ERR_DATABASE_AWAY: 'upstream',
  /** This server's clock is wrong, so it signs no access token and accepts none. */
  ERR_CLOCK_WRONG: 'upstream',
  ERR_DATABASE_LOCKED: 'setup',
  /** A newer version of this app has migrated the database. */
  ERR_DATABASE_NEWER: 'setup',
  ERR_MIGRATION: 'setup',
  ERR_ENVIRONMENT: 'setup',
  ERR_FUNCTION_BUILD: 'setup',
  /** The database holds JSON that this version cannot read. */
  ERR_STORED_INVALID: 'setup',
  ERR_INTERNAL: 'setup',
} as const

export type ErrorCode = keyof typeof errorKinds
export type ErrorKind = (typeof errorKinds)[ErrorCode]

/** The codes of one kind. */
export type CodeOf<Kind extends ErrorKind> = {
  [Code in ErrorCode]: (typeof errorKinds)[Code] extends Kind ? Code : never
}[ErrorCode]
