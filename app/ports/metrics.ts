import type { JobKind } from '../core/job/types.ts'

/** What the process counts and measures. Every label has few values: never a shop, wallet, URL or id. */
export type MetricsPort = {
  readonly countRequest: (request: {
    readonly route: string
    readonly method: string
    readonly status: number
    readonly seconds: number
  }) => void
  /** `outcome` is `ok` or the error's code. */
  readonly countLogin: (login: {
    readonly door: 'storefront' | 'api' | 'oauth'
    readonly outcome: string
  }) => void
  /** The answer about one gate, of an unlock or a renewal: `open`, why it stayed closed, or `unchecked`. */
  readonly countGate: (outcome: string) => void
  /** Answers that could not be written to the log of unlocks, and are missing in the numbers. */
  readonly countDroppedAnswers: (count: number) => void
  readonly countReservation: (outcome: string) => void
  readonly countJob: (job: {
    readonly kind: JobKind
    readonly isFailed: boolean
    readonly seconds: number
  }) => void
  readonly countShopifyRequest: (request: {
    readonly api: 'admin' | 'storefront'
    readonly outcome: 'answered' | 'refused' | 'throttled' | 'failed'
    readonly seconds: number
    /** The share of the shop's points that is left, 0 to 1; null if the answer has none. */
    readonly pointsLeft: number | null
  }) => void
}
