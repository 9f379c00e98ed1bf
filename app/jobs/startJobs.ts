import { WHOLE_SHOP } from '../core/job/wholeShop.ts'
import { explainError } from '../explainError.ts'
import { openPlaces } from './openPlaces.ts'
import type { JobDoor } from './types.ts'

/** Something that is done every so often beside the work of shops; it must bear being done in several processes. */
export type Tick = { readonly everySeconds: number; readonly run: () => Promise<unknown> }

export type StartJobsParameters = {
  readonly door: JobDoor
  readonly ticks: readonly Tick[]
  /** How often the database is asked for work that nobody has rung for. */
  readonly everySeconds: number
}
export type RunningJobs = {
  /** Look for work at once: something was just asked for. */
  readonly ring: () => void
  /** Take no more work; settles when what runs has ended. */
  readonly stop: () => Promise<void>
}

/**
 * Do the work of shops as long as the server runs. Any number of processes may; each piece is done by one.
 *
 * Every installed shop is reconciled within an hour, whatever was lost.
 */
export function startJobs({ door, ticks, everySeconds }: StartJobsParameters): RunningJobs {
  let isStopped = false
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      // Written down there; the next look may find the database back.
      explainError(error)
    }
  }
  const places = openPlaces({ door: { ...door, isStopped: () => isStopped }, onError: explainError })
  const ensure = (): Promise<void> =>
    door.jobs.ensure({ kind: 'reconcile', key: WHOLE_SHOP, runAt: door.now() })
  const others = new Set<Promise<void>>()
  const also = (work: () => Promise<unknown>): void => {
    const one = run(work).finally(() => others.delete(one))
    others.add(one)
  }
  also(async () => {
    await ensure()
    places.ring()
  })
  const timers = [
    setInterval(places.ring, everySeconds * 1000),
    setInterval(() => also(ensure), 3_600_000),
    ...ticks.map((tick) => setInterval(() => also(tick.run), tick.everySeconds * 1000)),
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
