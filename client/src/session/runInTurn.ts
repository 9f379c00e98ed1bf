let line: Promise<unknown> = Promise.resolve()

/**
 * Run tasks one after the other, in all tabs of this site if the browser has Web Locks. So no result overwrites a newer
 * one.
 */
export function runInTurn<Result>(task: () => Promise<Result>): Promise<Result> {
  const locks = globalThis.navigator?.locks
  if (locks) return locks.request('_picketauth', task) as Promise<Result>
  const turn = line.then(task)
  line = turn.catch(() => {})
  return turn
}
