/** Failure of an API call, from an answer or from an error that the library threw. */
export type Fault = {
  /** Shopify's own text, for the log alone: at most 300 characters, without a full stop. */
  readonly message: string
  /** The HTTP status of a failed answer; null if there was none, or if the answer was a success. */
  readonly status: number | null
  /** Whether Shopify denied access because a scope is not granted. */
  readonly isDenied: boolean
  /** Whether Shopify withholds orders and customers, because it has not approved the app for customer data. */
  readonly isUnapproved: boolean
  /** Seconds until the shop has enough points again; null if points are not the problem. */
  readonly waitSeconds: number | null
  /** Whether the same request may succeed soon: Shopify failed, did not answer, or throttles the shop. */
  readonly isPassing: boolean
}

type ApiError = {
  readonly message?: string
  readonly extensions?: { readonly code?: string; readonly documentation?: string }
}
type Cost = {
  readonly requestedQueryCost?: number
  readonly throttleStatus?: { readonly currentlyAvailable?: number; readonly restoreRate?: number }
}
export type ApiAnswer = {
  readonly errors?: readonly ApiError[] | { readonly graphQLErrors?: readonly ApiError[] } | string
  readonly extensions?: { readonly cost?: Cost }
}

const DEFAULT_WAIT_SECONDS = 1
/** What the library throws, before it asks Shopify, once a login has ended or if there was none. */
const NO_LOGIN = /^(Missing access token|Could not find a session)/

/**
 * Read why an operation failed.
 *
 * @see https://shopify.dev/docs/api/usage/limits
 */
export function readFault(failed: unknown): Fault {
  if (failed instanceof Response) {
    const waitSeconds = failed.status === 429 ? retryAfterOf(failed.headers.get('retry-after')) : null
    const { status } = failed
    const isPassing = isPassingStatus(status)
    return {
      message: `status ${status}`,
      status,
      isDenied: false,
      isUnapproved: false,
      waitSeconds,
      isPassing,
    }
  }
  const answer = (isThrown(failed) ? failed.body : failed) as ApiAnswer | null | undefined
  const errors = listErrors(answer)
  const [first] = errors
  const message = failed instanceof Error ? failed.message : (first?.message ?? 'an empty answer')
  const status = NO_LOGIN.test(message) ? 401 : isThrown(failed) ? (failed.response?.code ?? null) : null
  return {
    // Behind the first line the library quotes the body of the answer.
    message: message
      .trim()
      .split('\n', 1)
      .join('')
      .slice(0, 300)
      .replace(/[.:\s]+$/, ''),
    status,
    isDenied: errors.some(isDenied) || isDenied({ message }),
    isUnapproved: errors.some(isUnapproved) || isUnapproved({ message }),
    waitSeconds:
      first?.extensions?.code === 'THROTTLED' ? findWait(answer?.extensions?.cost) : findHttpWait(failed),
    isPassing:
      status === null
        ? errors.length === 0 || errors.some(({ extensions }) => PASSING.includes(extensions?.code ?? ''))
        : isPassingStatus(status),
  }
}

/** Codes of errors that are Shopify's own. */
const PASSING: readonly string[] = ['THROTTLED', 'INTERNAL_SERVER_ERROR', 'TIMEOUT']

function isPassingStatus(status: number): boolean {
  return status >= 500 || status === 429
}

/** List the errors of an answer. The library wraps them in another object. */
export function listErrors(answer: ApiAnswer | null | undefined): readonly ApiError[] {
  const errors = answer?.errors
  if (!errors) return []
  if (typeof errors === 'string') return [{ message: errors }]
  return 'graphQLErrors' in errors ? (errors.graphQLErrors ?? []) : (errors as readonly ApiError[])
}

/** Parts of the page that Shopify's errors about customer data link to, and of their sentences. */
const UNAPPROVED = /protected[-_ ]customer[-_ ]data|not approved to (access|use) the \w+ (object|field)/i

/**
 * Whether an error, or a user error, is about protected customer data. A missing scope has the same code: only the link and the sentence
 * tell them apart.
 *
 * @see https://shopify.dev/docs/apps/launch/protected-customer-data
 */
export function isUnapproved({ message = '', extensions }: ApiError): boolean {
  return UNAPPROVED.test(`${message} ${extensions?.documentation ?? ''}`)
}

/** Parts of the sentences by which Shopify names a scope that is not granted, also without a code. */
const DENIED =
  /access denied|required access|access scope|needs? to be granted|\b(?:read|write)_[a-z]+_?[a-z_]*\b/i

/** Whether an error, or a user error, is about a scope that is not granted. */
export function isDenied({ message = '', code, extensions }: ApiError & { code?: string | null }): boolean {
  return [code, extensions?.code].includes('ACCESS_DENIED') || DENIED.test(message)
}

type Thrown = {
  readonly body?: unknown
  readonly response?: { readonly code?: number; readonly retryAfter?: unknown }
}

function isThrown(failed: unknown): failed is Thrown {
  return failed instanceof Error
}

function findHttpWait(failed: unknown): number | null {
  if (!isThrown(failed) || failed.response?.code !== 429) return null
  return retryAfterOf(String(failed.response.retryAfter ?? ''))
}

function retryAfterOf(header: string | null): number {
  const seconds = Number.parseFloat(header ?? '')
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : DEFAULT_WAIT_SECONDS
}

function findWait(cost: Cost | undefined): number {
  const { currentlyAvailable = 0, restoreRate = 0 } = cost?.throttleStatus ?? {}
  const missing = (cost?.requestedQueryCost ?? 0) - currentlyAvailable
  return restoreRate > 0 && missing > 0 ? missing / restoreRate : DEFAULT_WAIT_SECONDS
}
