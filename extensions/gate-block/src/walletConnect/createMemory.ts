/** What a client stores. A session serves one login, so nothing of it is kept in the browser. */
export type Memory = {
  readonly getKeys: () => Promise<string[]>
  // The client's own types, whatever it stored.
  readonly getEntries: <Value>() => Promise<[string, Value][]>
  readonly getItem: <Value>(key: string) => Promise<Value | undefined>
  readonly setItem: (key: string, value: unknown) => Promise<void>
  readonly removeItem: (key: string) => Promise<void>
}

/** Create a storage that ends with the page. */
export function createMemory(): Memory {
  const values = new Map<string, unknown>()
  return {
    getKeys: async () => [...values.keys()],
    getEntries: async <Value>() => [...values.entries()] as [string, Value][],
    getItem: async <Value>(key: string) => values.get(key) as Value | undefined,
    setItem: async (key, value) => void values.set(key, value),
    removeItem: async (key) => void values.delete(key),
  }
}
