export type CacheLoadParameters<Value> = {
  readonly key: string
  /** Unix seconds. */
  readonly now: number
  /** Read the value from where it is kept; null is answered and not remembered. */
  readonly read: () => Promise<Value | null>
}

export type Cache<Value> = {
  /** Answer what was read at most five seconds ago, or read it: callers at the same time share one reading. */
  readonly load: (parameters: CacheLoadParameters<Value>) => Promise<Value | null>
  /** Forget a key, or all: what is being read at this moment is not remembered either. */
  readonly forget: (key?: string) => void
}

/** How old an answer may be. Instants are whole seconds rounded down, so that "less than" is never more than this. */
const CACHED_SECONDS = 5

/** Make a cache of at most so many values; the ones read longest ago fall out. */
export function createCache<Value>({ most }: { most: number }): Cache<Value> {
  const values = new Map<string, { readonly value: Value; readonly readAt: number }>()
  const readings = new Map<string, { readonly reading: Promise<Value | null>; readonly readAt: number }>()

  const start = ({ key, now, read }: CacheLoadParameters<Value>): Promise<Value | null> => {
    const keep = (value: Value | null): Value | null => {
      if (readings.get(key) !== entry || value === null) return value
      values.delete(key)
      values.set(key, { value, readAt: now })
      if (values.size > most) values.delete(values.keys().next().value ?? key)
      return value
    }
    const leave = () => {
      if (readings.get(key) === entry) readings.delete(key)
    }
    const entry = { reading: read().then(keep).finally(leave), readAt: now }
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

// A clock that was set back does not make an old answer young.
function isFresh(readAt: number, now: number): boolean {
  return now >= readAt && now - readAt < CACHED_SECONDS
}
