/** With two, one statement runs while the other's answer is on its way. More would only make each smaller. */
const MOST_RUNNING = 2
/** Larger ones save hardly more, and keep their rows locked for longer. */
const MOST_ITEMS = 64
/** PostgreSQL's classes of errors about rows, values, constraints, or other transactions; nothing was done. */
const OF_ITEMS = /^(?:21|22|23|40)/

/**
 * Make a call whose items share statements: those that come while statements run are sent together in the next one. A
 * single item is sent at once. So a statement costs a process under load a part of what it costs alone.
 *
 * If a statement fails because of what one item says or locks, each is sent by itself. A lost connection fails them all.
 */
export function createGroup<Item, Result>(parameters: {
  /** Run one statement for all items; answers in their order. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>
  /** Two items with the same key never share a statement; by default any may. */
  readonly keyOf?: (item: Item) => string
}): (item: Item) => Promise<Result> {
  const { run, keyOf } = parameters
  let waiting: Waiting<Item, Result>[] = []
  let running = 0
  let isDue = false
  const send = async (calls: readonly Waiting<Item, Result>[]) => {
    running++
    try {
      await answer({ calls, run })
    } finally {
      running--
      start()
    }
  }
  const start = () => {
    while (waiting.length > 0 && running < MOST_RUNNING) {
      const calls = chooseCalls(waiting, keyOf)
      const chosen = new Set(calls)
      waiting = calls.length === waiting.length ? [] : waiting.filter((call) => !chosen.has(call))
      void send(calls)
    }
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (isDue || running === MOST_RUNNING) return
      isDue = true
      // Requests that were read from their sockets in one turn of the event loop share a statement.
      setImmediate(() => {
        isDue = false
        start()
      })
    })
}

type Waiting<Item, Result> = {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

function chooseCalls<Item, Result>(
  waiting: readonly Waiting<Item, Result>[],
  keyOf: ((item: Item) => string) | undefined,
): readonly Waiting<Item, Result>[] {
  if (!keyOf) return waiting.slice(0, MOST_ITEMS)
  const calls = new Map<string, Waiting<Item, Result>>()
  for (const call of waiting) {
    if (calls.size === MOST_ITEMS) break
    const key = keyOf(call.item)
    if (!calls.has(key)) calls.set(key, call)
  }
  return [...calls.values()]
}

/** Send the calls' items, and settle each call. Never rejects. */
async function answer<Item, Result>({
  calls,
  run,
}: {
  calls: readonly Waiting<Item, Result>[]
  run: (items: readonly Item[]) => Promise<readonly Result[]>
}): Promise<void> {
  try {
    const results = await run(calls.map(({ item }) => item))
    if (results.length !== calls.length) throw new Error('The database did not answer each item of a group.')
    calls.forEach(({ resolve }, i) => {
      resolve(results[i] as Result)
    })
  } catch (error) {
    const code = error instanceof Error ? String(Reflect.get(error, 'code')) : ''
    if (calls.length > 1 && OF_ITEMS.test(code))
      for (const call of calls) await answer({ calls: [call], run })
    else for (const { reject } of calls) reject(error)
  }
}
