import type { LeasedCounter, Limit } from './types.ts'

export type MakeLeaseParameters = {
  readonly key: string
  readonly limit: Limit
  /** Unix seconds. */
  readonly now: number
  /** What the operator multiplies every limit by, 1 as they stand. */
  readonly factor: number
  /** How many units this request takes. */
  readonly units: number
  /** How many units a process leases at once, unless that is more than a twentieth of the limit. */
  readonly block: number
}

/** Make the counter of a key in the window of `now`. */
export function makeLease({ key, limit, now, factor, units, block }: MakeLeaseParameters): LeasedCounter {
  const { most, seconds } = limit
  const scaled = Math.ceil(most * factor)
  // No lease is so large that a few idle processes could hold all that a small limit allows.
  const share = Math.max(units, Math.min(block, Math.floor(scaled / 20)))
  return { key, most: scaled, expiresAt: (Math.floor(now / seconds) + 1) * seconds, units, block: share }
}
