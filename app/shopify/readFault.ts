/** Failure of an API call, from an answer or from an error that the library threw. */
export type Fault = {
  /** At most 300 characters, without a full stop. */
  readonly message: string
  /** Whether Shopify denied access because a scope is not granted. */
  readonly isDenied: boolean
  /** Seconds until the shop has enough points again; null if points are not the problem. */
  readonly waitSeconds: number | null
}

type ApiError = { readonly message?: string; readonly extensions?: { readonly code?: string } }
type Cost = {
  readonly requestedQueryCost?: number
  readonly throttleStatus?: { readonly currentlyAvailable?: number; readonly restoreRate?: number }
}
export type ApiAnswer = {
  readonly errors?: readonly ApiError[] | { readonly graphQLErrors?: readonly ApiError[] }
  readonly extensions?: { readonly cost?: Cost }
}

const DEFAULT_WAIT_SECONDS = 1

/**
 * Read why an operation failed.
 *
 * @see https://shopify.dev/docs/api/usage/limits
 */
export function readFault(failed: unknown): Fault {
  if (failed instanceof Response) {
    const waitSeconds = failed.status === 429 ? retryAfterOf(failed.headers.get('retry-after')) : null
    return { message: `status ${failed.status}`, isDenied: false, waitSeconds }
  }
  const answer = (isThrown(failed) ? failed.body : failed) as ApiAnswer | null | undefined
  const [first] = listErrors(answer)
  const message = failed instanceof Error ? failed.message : (first?.message ?? 'an empty answer')
  return {
    message: message.slice(0, 300).replace(/[.\s]+$/, ''),
    isDenied: first?.extensions?.code === 'ACCESS_DENIED',
    waitSeconds:
      first?.extensions?.code === 'THROTTLED' ? findWait(answer?.extensions?.cost) : findHttpWait(failed),
  }
}

/** List the errors of an answer. The library wraps them in another object. */
export function listErrors(answer: ApiAnswer | null | undefined): readonly ApiError[] {
  const errors = answer?.errors
  if (!errors) return []
  return 'graphQLErrors' in errors ? (errors.graphQLErrors ?? []) : (errors as readonly ApiError[])
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
