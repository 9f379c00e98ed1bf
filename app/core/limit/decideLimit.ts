import type { LimitCounter, LimitCounters } from './types.ts'

export type DecideLimitParameters = {
  readonly counters: LimitCounters
  /** What each key stands at, this request included; a key that was not counted is absent. */
  readonly counts: ReadonlyMap<string, number>
  /** Unix seconds. */
  readonly now: number
}
export type DecideLimitResult =
  | { readonly kind: 'allowed' }
  /** `retryAfter`: whole seconds, at least one, after which every window that is full has ended. */
  | { readonly kind: 'limited'; readonly retryAfter: number }

/** Judge a request by its counts. A count that is missing is no permission. */
export function decideLimit({ counters, counts, now }: DecideLimitParameters): DecideLimitResult {
  const isFull = ({ key, most }: LimitCounter) => (counts.get(key) ?? Number.POSITIVE_INFINITY) > most
  const own = counters.own.filter(isFull)
  // The shop's was not counted where one of the request's own is full.
  const full = own.length > 0 ? own : [counters.shop].filter(isFull)
  if (full.length === 0) return { kind: 'allowed' }
  const endsAt = Math.max(...full.map(({ expiresAt }) => expiresAt))
  return { kind: 'limited', retryAfter: Math.max(1, endsAt - now) }
}
