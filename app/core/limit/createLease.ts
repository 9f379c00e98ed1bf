import type { LeasedCounter, Limit } from './types.ts'

export type CreateLeaseParameters = {
  readonly key: string
  readonly limit: Limit
  /** Unix seconds. */
  readonly now: number
  /** The operator's factor for every limit; 1 changes nothing. */
  readonly factor: number
  /** How many units this request takes. */
  readonly units: number
  /** How many units a process leases at once, unless that is more than a twentieth of the limit. */
  readonly block: number
}

/** Make the counter of a key in the window of `now`. */
export function createLease({ key, limit, now, factor, units, block }: CreateLeaseParameters): LeasedCounter {
  const { most, seconds } = limit
  const scaled = Math.ceil(most * factor)
  // With a lease above a twentieth, a few idle processes could hold all units of a small limit.
  const share = Math.max(units, Math.min(block, Math.floor(scaled / 20)))
  return { key, most: scaled, expiresAt: (Math.floor(now / seconds) + 1) * seconds, units, block: share }
}
