import { removeOldest } from '../core/limit/removeOldest.ts'
export type Cache<Value> = {
  /** Answer a value that was read at most five seconds ago, or read it. Concurrent callers share one read. */
  readonly load: (parameters: {
    readonly key: string
    /** Unix seconds. */
    readonly now: number
    /** Read the value from the database; null is answered and not cached. */
    readonly read: () => Promise<Value | null>
  }) => Promise<Value | null>
  /** Drop a key, or all keys. A value whose read is in progress is not cached either. */
  readonly forget: (key?: string) => void
}

/**
 * Maximum age of a cached answer. Instants are rounded down to seconds, so an answer that passes `<` is never older.
 */
const CACHED_SECONDS = 5

/** Make a cache of at most `most` values; the value with the oldest read is dropped first. */
export function createCache<Value>({ most }: { most: number }): Cache<Value> {
  const values = new Map<string, { readonly value: Value; readonly readAt: number }>()
  const readings = new Map<string, { readonly reading: Promise<Value | null>; readonly readAt: number }>()

  const start: Cache<Value>['load'] = ({ key, now, read }) => {
    const addValue = (value: Value | null): Value | null => {
      if (readings.get(key) !== entry || value === null) return value
      values.delete(key)
      values.set(key, { value, readAt: now })
      removeOldest(values, { most })
      return value
    }
    const leave = () => {
      if (readings.get(key) === entry) readings.delete(key)
    }
    const entry = { reading: read().then(addValue).finally(leave), readAt: now }
    readings.set(key, entry)
    return entry.reading
  }

  return {
    load: async (parameters) => {
      const { key, now } = parameters
      const known = values.get(key)
      if (known && isFresh(known.readAt, now)) return known.value
      values.delete(key)
      const begun = readings.get(key)
      return begun && isFresh(begun.readAt, now) ? begun.reading : start(parameters)
    },
    forget: (key) => {
      for (const map of [values, readings]) {
        if (key === undefined) map.clear()
        else map.delete(key)
      }
    },
  }
}

// If the clock was set back, an old answer must not seem fresh.
function isFresh(readAt: number, now: number): boolean {
  return now >= readAt && now - readAt < CACHED_SECONDS
}
