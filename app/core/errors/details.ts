import type { FieldIssues } from '../gate/issues.ts'
import type { OauthErrorWord } from '../oauth/errorWord.ts'
import type { ProjectFieldIssues } from '../project/form.ts'
import type { ErrorCode } from './codes.ts'

/** Shopify's `userErrors`. */
type UserErrors = {
  readonly userErrors: readonly { readonly message: string; readonly code?: string | null | undefined }[]
}

/** The facts that an error of each code may carry, for people and programs. Never a secret. */
export type ErrorDetails = {
  ERR_GATE_INVALID: { readonly fields: FieldIssues }
  ERR_GATE_NOT_FOUND: { readonly gates: readonly number[] }
  ERR_PROJECT_INVALID: { readonly fields: ProjectFieldIssues }
  /** The word that an OAuth client gets instead of `invalid_request`. */
  ERR_OAUTH_REQUEST: { readonly oauthError: OauthErrorWord }
  /** `needed` and `found` are decimals in whole tokens; `found` is null if nothing was proven. */
  ERR_REQUIREMENT_UNMET: {
    readonly needed: string
    readonly found: readonly { readonly kind: string; readonly id: string; readonly found: string | null }[]
  }
  /** Seconds. */
  ERR_RATE_LIMITED: { readonly retryAfter: number }
  /** Seconds, another number for each caller. */
  ERR_SERVER_BUSY: { readonly retryAfter: number }
  /** Seconds. */
  ERR_DATABASE_AWAY: { readonly retryAfter: number }
  /** Seconds. */
  ERR_KEYS_CHANGING: { readonly retryAfter: number }
  /** This server's time, in unix seconds. */
  ERR_REQUEST_TIME: { readonly now: number }
  /** The `Allow` header. */
  ERR_METHOD: { readonly allow: string }
  /** Why each endpoint failed. */
  ERR_CHAIN_READ: { readonly chain: string; readonly reasons?: readonly string[] }
  /** The process that holds the lock; null if unknown. */
  ERR_DATABASE_LOCKED: { readonly pid: number | null }
  /**
   * Whether the fault is Shopify's and passes, such as a 500 or no answer: the same request may succeed soon. If the shop
   * has used up its points or requests: the seconds until it has enough again.
   */
  ERR_SHOPIFY_REQUEST: { readonly isPassing: boolean; readonly waitSeconds?: number }
  ERR_SHOPIFY_USER: UserErrors
  ERR_SHOPIFY_STALE: UserErrors
  ERR_FUNCTIONS_REFUSED: UserErrors
  ERR_DISCOUNTS_FULL: UserErrors
  ERR_VALIDATIONS_FULL: UserErrors
}
export type DetailedCode = keyof ErrorDetails & ErrorCode
export type AnyDetails = ErrorDetails[DetailedCode]

/**
 * Find the details of an error if it has this code.
 *
 * The constructors of `base.ts` tie the details to the code, so this is the one place that may cast.
 */
export function findDetails<Code extends DetailedCode>(
  { code, details }: { readonly code: ErrorCode; readonly details?: AnyDetails | undefined },
  wanted: Code,
): ErrorDetails[Code] | undefined {
  return code === wanted ? (details as ErrorDetails[Code] | undefined) : undefined
}

/** Find the seconds after which the caller may try again; undefined if the error has none. */
export function findRetryAfter(error: Parameters<typeof findDetails>[0]): number | undefined {
  const details =
    findDetails(error, 'ERR_RATE_LIMITED') ??
    findDetails(error, 'ERR_SERVER_BUSY') ??
    findDetails(error, 'ERR_DATABASE_AWAY') ??
    findDetails(error, 'ERR_KEYS_CHANGING')
  return details?.retryAfter
}
