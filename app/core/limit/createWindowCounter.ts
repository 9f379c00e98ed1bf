import { removeOldest } from './removeOldest.ts'
import type { Limit } from './types.ts'

export type CreateWindowCounterParameters = {
  readonly limit: Limit
  /** The operator's factor for the limit. */
  readonly factor: number
  /** Most keys to remember; the oldest are dropped first. */
  readonly mostKeys: number
}
/** Count one use of a key. Answers null within the limit, otherwise the whole seconds until the window ends. */
export type WindowCounter = (parameters: { key: string; now: number }) => number | null

/** Create a counter in the memory of this process, for requests too cheap to be worth a database query. */
export function createWindowCounter({
  limit: { most, seconds },
  factor,
  mostKeys,
}: CreateWindowCounterParameters): WindowCounter {
  const scaled = Math.ceil(most * factor)
  const counts = new Map<string, number>()
  let endsAt = 0
  return ({ key, now }) => {
    if (now >= endsAt) {
      counts.clear()
      endsAt = (Math.floor(now / seconds) + 1) * seconds
    }
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    removeOldest(counts, { most: mostKeys })
    return count > scaled ? Math.max(1, endsAt - now) : null
  }
}
