/** A map that forgets what nobody asked for of late. */
export type RecentMap<Value> = {
  readonly get: (key: string) => Value | undefined
  readonly set: (key: string, value: Value) => void
}

/**
 * Make a map of at most `most` entries, and at least the half of them that were last used. Two maps take turns: a full one
 * becomes the older one, and what is asked for there moves. Nothing is deleted one by one, so that a use costs the same
 * however many there are.
 */
export function createRecentMap<Value>({ most }: { readonly most: number }): RecentMap<Value> {
  let [recent, older] = [new Map<string, Value>(), new Map<string, Value>()]
  const set = (key: string, value: Value) => {
    if (recent.size >= most / 2) [recent, older] = [new Map(), recent]
    recent.set(key, value)
  }
  return {
    set,
    get: (key) => {
      const known = recent.get(key)
      if (known !== undefined) return known
      const old = older.get(key)
      if (old !== undefined) set(key, old)
      return old
    },
  }
}
