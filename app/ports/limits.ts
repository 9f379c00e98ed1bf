import type { LeasedCounter } from '../core/limit/types.ts'

/** Rate limits, counted in the database. */
export type LimitsPort = {
  /**
   * Take units from counters, in blocks leased from the database; answers the first counter that has none left, or
   * null when all were taken. Never admits more than `most` in a window, whatever number of processes. Units of
   * `ahead` are leased in the same statement and not taken: the request will need them if it proves itself.
   */
  take: (
    counters: readonly LeasedCounter[],
    ahead?: readonly LeasedCounter[],
  ) => Promise<LeasedCounter | null>
}
