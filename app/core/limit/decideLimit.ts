import type { LimitCounters } from './types.ts'

export type DecideLimitParameters = {
  readonly counters: LimitCounters
  /** What each key stands at, this request included; a key that was not counted is absent. */
  readonly counts: ReadonlyMap<string, number>
  /** Unix seconds. */
  readonly now: number
}
export type DecideLimitResult =
  | { readonly kind: 'allowed' }
  /** `retryAfter`: whole seconds, at least one, until the window that is full has ended. */
  | { readonly kind: 'limited'; readonly retryAfter: number }

/** Judge a request by its counts. A count that is missing is no permission. */
export function decideLimit({ counters, counts, now }: DecideLimitParameters): DecideLimitResult {
  for (const counter of [counters.client, counters.wallet, counters.shop]) {
    if (!counter || (counts.get(counter.key) ?? Number.POSITIVE_INFINITY) <= counter.most) continue
    // Those after it were not counted.
    return { kind: 'limited', retryAfter: Math.max(1, counter.expiresAt - now) }
  }
  return { kind: 'allowed' }
}
