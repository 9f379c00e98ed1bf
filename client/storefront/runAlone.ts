let last: Promise<unknown> = Promise.resolve()

/** Run tasks of all tabs of this browser one after the other; where there are no Web Locks, those of this tab. */
export function runAlone<Result>(name: string, deed: () => Promise<Result>): Promise<Result> {
  const { locks } = (globalThis as { navigator?: Partial<Navigator> }).navigator ?? {}
  const run = async (): Promise<Result> => (locks ? await locks.request(name, deed) : await deed())
  const turn = last.then(run, run)
  last = turn
  return turn
}
