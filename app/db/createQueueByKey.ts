export type RunAlone = <T>(key: string, run: () => Promise<T>) => Promise<T>

/** Run functions with the same key one after the other within this process, in the order of the calls. */
export function createQueueByKey(): RunAlone {
  const latest = new Map<string, Promise<unknown>>()
  return async (key, run) => {
    const before = latest.get(key)
    const mine = (async () => {
      // The previous call's own caller handles its error.
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
