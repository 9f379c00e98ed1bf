/** With two, one statement runs while the other's answer is on its way. More would only make each smaller. */
const MOST_RUNNING = 2
/** Larger ones save hardly more, and keep their rows locked for longer. */
const MOST_ITEMS = 64
/** A statement that runs for longer waits for somebody's lock, and others no longer wait for it. */
const MOST_MS = 1_000
/** PostgreSQL's classes of errors about rows, values, constraints, or other transactions; nothing was done. */
const OF_ITEMS = /^(?:21|22|23|40)/

/** Whether a statement failed because of what it says or locks, and not because the database is away. */
export function isOfItems(error: unknown): boolean {
  return error instanceof Error && OF_ITEMS.test(String(Reflect.get(error, 'code')))
}

/**
 * Make a call whose items share statements: those that come while statements run are sent together in the next one. A
 * single item is sent at once. So a statement costs a process under load a part of what it costs alone.
 *
 * If a statement fails because of what one item says or locks, each is sent by itself. A lost connection fails them all.
 * A statement that waits for a lock of somebody else keeps back its own items, and no others.
 */
export function createGroup<Item, Result>(parameters: {
  /** Run one statement for all items; answers in their order. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>
  /** Two items with the same key never run at the same time; by default any may. */
  readonly keyOf?: (item: Item) => string
}): (item: Item) => Promise<Result> {
  const { run, keyOf } = parameters
  let waiting: Waiting<Item, Result>[] = []
  let running = 0
  let isDue = false
  const busy = new Set<string>()
  const send = async (calls: readonly Waiting<Item, Result>[]) => {
    const keys = keyOf ? calls.map(({ item }) => keyOf(item)) : []
    for (const key of keys) busy.add(key)
    let isCounted = true
    running++
    const leave = () => {
      if (isCounted) running--
      isCounted = false
      start()
    }
    const late = setTimeout(leave, MOST_MS)
    const fault = await answer({ calls, run })
    clearTimeout(late)
    for (const key of keys) busy.delete(key)
    // Who waited for one of these waits no second time.
    if (fault && keyOf) {
      const failing = waiting.filter(({ item }) => keys.includes(keyOf(item)))
      waiting = waiting.filter((call) => !failing.includes(call))
      for (const { reject } of failing) reject(fault.error)
    }
    leave()
  }
  const start = () => {
    while (waiting.length > 0 && running < MOST_RUNNING) {
      const calls = chooseCalls({ waiting, busy, ...(keyOf && { keyOf }) })
      if (calls.length === 0) return
      const chosen = new Set(calls)
      waiting = calls.length === waiting.length ? [] : waiting.filter((call) => !chosen.has(call))
      void send(calls)
    }
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (isDue || running >= MOST_RUNNING) return
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

function chooseCalls<Item, Result>({
  waiting,
  busy,
  keyOf,
}: {
  waiting: readonly Waiting<Item, Result>[]
  busy: ReadonlySet<string>
  keyOf?: (item: Item) => string
}): readonly Waiting<Item, Result>[] {
  if (!keyOf) return waiting.slice(0, MOST_ITEMS)
  const calls = new Map<string, Waiting<Item, Result>>()
  for (const call of waiting) {
    if (calls.size === MOST_ITEMS) break
    const key = keyOf(call.item)
    if (!calls.has(key) && !busy.has(key)) calls.set(key, call)
  }
  return [...calls.values()]
}

/** Send the calls' items, and settle each call; answers why all of them failed, or null. Never rejects. */
async function answer<Item, Result>({
  calls,
  run,
}: {
  calls: readonly Waiting<Item, Result>[]
  run: (items: readonly Item[]) => Promise<readonly Result[]>
}): Promise<{ readonly error: unknown } | null> {
  try {
    const results = await run(calls.map(({ item }) => item))
    if (results.length !== calls.length) throw new Error('The database did not answer each item of a group.')
    calls.forEach(({ resolve }, i) => {
      resolve(results[i] as Result)
    })
    return null
  } catch (error) {
    const isOfThese = isOfItems(error)
    if (calls.length > 1 && isOfThese) await Promise.all(calls.map((call) => answer({ calls: [call], run })))
    else for (const { reject } of calls) reject(error)
    return isOfThese ? null : { error }
  }
}
