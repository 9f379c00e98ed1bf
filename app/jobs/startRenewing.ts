import { ConflictError } from '../core/errors/base.ts'
import type { Job } from '../core/job/types.ts'
import { describeError } from '../describeError.ts'
import type { JobDoor } from './types.ts'

/** Seconds that a job stays locked without renewal: after its process has died, the job waits no longer. */
export const LOCK_SECONDS = 120
/** Renewals within one lock period: a slow machine, or a database outage of a minute, loses no lock. */
const RENEWALS_PER_LOCK = 6
/**
 * Part of the lock period at its end without new requests to Shopify: earlier requests are answered before another
 * process starts.
 */
const SPARE_PART = 0.25
/** After this time a job counts as hanging: its lock is no longer renewed, so another process may try. Seconds. */
const MOST_SECONDS = 10_800

export type Lock = {
  /** @throws {ConflictError} ERR_JOB_STALE if the lock has expired or soon will: another process may have the job. */
  readonly require: () => void
  /** Stop renewing; returns the lock's end, unix seconds. */
  readonly release: () => Promise<number>
}

/** Renew the lock of one claim at intervals, whatever its jobs wait for. */
export function startRenewing({ door, jobs }: { door: JobDoor; jobs: readonly [Job, ...Job[]] }): Lock {
  const { now, lockSeconds = LOCK_SECONDS } = door
  let [{ lockedUntil }] = jobs
  let isLost = false
  let renewals = 0
  let renewing = Promise.resolve()
  const renew = async (): Promise<void> => {
    const until = now() + lockSeconds
    try {
      if (await door.jobs.renew({ jobs, lockedUntil, until })) lockedUntil = until
      else isLost = true
      if (isLost) clearInterval(timer)
    } catch (error) {
      // `describeError` logs it. The next renewal comes before the lock expires.
      describeError(error)
    }
  }
  const everySeconds = lockSeconds / RENEWALS_PER_LOCK
  const timer = setInterval(() => {
    renewals += 1
    if (renewals * everySeconds > MOST_SECONDS) clearInterval(timer)
    else renewing = renewing.then(renew)
  }, everySeconds * 1000)
  timer.unref()
  return {
    require: () => {
      if (!isLost && now() < lockedUntil - lockSeconds * SPARE_PART) return
      throw new ConflictError(
        'ERR_JOB_STALE',
        'This job did not renew its lock in time, so another process may have taken it over.',
      )
    },
    release: async () => {
      clearInterval(timer)
      await renewing
      return lockedUntil
    },
  }
}
