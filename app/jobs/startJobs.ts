import { WHOLE_SHOP } from '../core/job/wholeShop.ts'
import { describeError } from '../describeError.ts'
import { openPlaces } from './openPlaces.ts'
import type { JobDoor } from './types.ts'

/** A periodic task beside the jobs. It must be safe to run in several processes at once. */
export type Tick = { readonly everySeconds: number; readonly run: () => Promise<unknown> }

export type StartJobsParameters = {
  readonly door: JobDoor
  readonly ticks: readonly Tick[]
  /** Seconds between queries for due jobs that no `ring` announced. */
  readonly everySeconds: number
}
export type RunningJobs = {
  /** Look for due jobs at once, because one was queued. */
  readonly ring: () => void
  /** Claim no more jobs; resolves when the running ones have ended. */
  readonly stop: () => Promise<void>
}

/**
 * Run jobs as long as the server runs. Any number of processes may do so; each job runs in one.
 *
 * Every installed shop is reconciled within an hour, even if its job was lost.
 */
export function startJobs({ door, ticks, everySeconds }: StartJobsParameters): RunningJobs {
  let isStopped = false
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      // `describeError` logs it. The database may be back at the next query.
      describeError(error)
    }
  }
  const places = openPlaces({ door: { ...door, isStopped: () => isStopped }, onError: describeError })
  const ensure = (): Promise<void> =>
    door.jobs.ensure({ kind: 'reconcile', key: WHOLE_SHOP, runAt: door.now() })
  const others = new Set<Promise<void>>()
  const runBeside = (work: () => Promise<unknown>): void => {
    const one = run(work).finally(() => others.delete(one))
    others.add(one)
  }
  runBeside(async () => {
    await ensure()
    places.ring()
  })
  const timers = [
    setInterval(places.ring, everySeconds * 1000),
    setInterval(() => runBeside(ensure), 3_600_000),
    ...ticks.map((tick) => setInterval(() => runBeside(tick.run), tick.everySeconds * 1000)),
  ]
  for (const timer of timers) timer.unref()
  return {
    ring: places.ring,
    stop: async () => {
      isStopped = true
      for (const timer of timers) clearInterval(timer)
      await Promise.all([places.rest(), ...others])
    },
  }
}
