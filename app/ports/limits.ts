import type { LeasedCounter } from '../core/limit/types.ts'

/** Rate limits, counted in the database. */
export type LimitsPort = {
  /**
   * Take units from all counters, or from none; answers the first counter with too few units left, or null. Each
   * process leases blocks of units from the database, so most calls need no statement. Never admits more than `most` in
   * a window, for any number of processes. A statement that is sent anyway also leases one block of each counter in
   * `ahead`, which the request needs next if its signature is valid.
   */
  take: (
    counters: readonly LeasedCounter[],
    ahead?: readonly LeasedCounter[],
  ) => Promise<LeasedCounter | null>
}
