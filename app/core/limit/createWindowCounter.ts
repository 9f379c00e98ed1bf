import type { Limit } from './types.ts'

export type CreateWindowCounterParameters = {
  readonly limit: Limit
  /** What the operator multiplies the limit by. */
  readonly factor: number
  /** So many keys at most are remembered; the oldest fall out first. */
  readonly mostKeys: number
}
/** Counts once more on a key; answers null, or the whole seconds until the window ends where the key has too many. */
export type WindowCounter = (parameters: { key: string; now: number }) => number | null

/** Make a counter that lives in this process alone, for what is too cheap to ask the database about. */
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
    if (counts.size > mostKeys) counts.delete(counts.keys().next().value ?? key)
    return count > scaled ? Math.max(1, endsAt - now) : null
  }
}
