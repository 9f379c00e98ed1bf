export type RunAlone = <T>(key: string, run: () => Promise<T>) => Promise<T>

/** Make callers of this process with the same key wait for each other, in the order they came. */
export function queueByKey(): RunAlone {
  const latest = new Map<string, Promise<unknown>>()
  return async (key, run) => {
    const before = latest.get(key)
    const mine = (async () => {
      // What went wrong there is told there.
      await before?.catch(() => undefined)
      return run()
    })()
    latest.set(key, mine)
    try {
      return await mine
    } finally {
      if (latest.get(key) === mine) latest.delete(key)
    }
  }
}
