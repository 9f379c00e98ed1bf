import { ConflictError, PalisadeError } from '../core/errors/base.ts'
import type { Job } from '../core/job/types.ts'
import { describeError } from '../describeError.ts'
import type { JobDoor, JobFlow } from './types.ts'

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
const FIRST_DELAY = 30
const MOST_DELAY = 6 * 3600

/** Run one job under a lock that is renewed while it runs. A failed job is queued again for later. */
export async function runJob({ door, job }: { door: JobDoor; job: Job }): Promise<void> {
  const { id, version, attempts, myshopifyDomain } = job
  const startedAt = performance.now()
  const report = (isFailed: boolean): void =>
    door.report?.({ kind: job.kind, isFailed, seconds: (performance.now() - startedAt) / 1000 })
  const lock = startRenewing({ door, job })
  try {
    const ctx = door.shopContext({ myshopifyDomain, requireLock: lock.require })
    const run = () => findFlow({ door, job })(ctx, job)
    await (door.trace ? door.trace(job.kind, run) : run())
    await door.jobs.done({ id, version, lockedUntil: await lock.release() })
    report(false)
  } catch (error) {
    const lockedUntil = await lock.release()
    // The shop has uninstalled meanwhile: drop the job. Jobs that are still queued run if the shop returns.
    if (error instanceof PalisadeError && error.code === 'ERR_SHOP_NOT_FOUND') {
      await door.jobs.done({ id, version, lockedUntil })
      report(false)
      return
    }
    report(true)
    const reason = describeError(error)
    const delay = chooseDelay({ attempts })
    door.tellFailure?.({ kind: job.kind, myshopifyDomain, reason, delay })
    await door.jobs.fail({ id, lockedUntil, error: reason.msg, runAt: door.now() + delay })
  }
}

type Lock = {
  /** @throws {ConflictError} ERR_JOB_STALE if the lock has expired or soon will: another process may have the job. */
  readonly require: () => void
  /** Stop renewing; returns the lock's end, unix seconds. */
  readonly release: () => Promise<number>
}

/** Renew a job's lock at intervals, whatever the job waits for. */
function startRenewing({ door, job }: { door: JobDoor; job: Job }): Lock {
  const { now, lockSeconds = LOCK_SECONDS } = door
  let { lockedUntil } = job
  let isLost = false
  let renewals = 0
  let renewing = Promise.resolve()
  const renew = async (): Promise<void> => {
    const until = now() + lockSeconds
    try {
      if (await door.jobs.renew({ id: job.id, lockedUntil, until })) lockedUntil = until
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

function findFlow({ door, job }: { door: JobDoor; job: Job }): JobFlow {
  const flow = door.table[job.kind]
  if (flow) return flow
  throw new Error(`No flow runs jobs of the kind ${job.kind}.`)
}

/**
 * Seconds until a failed job runs again: doubled each time, six hours at most. A job is never given up, and staff see
 * why it fails.
 */
export function chooseDelay({ attempts }: { attempts: number }): number {
  return Math.min(MOST_DELAY, FIRST_DELAY * 2 ** Math.min(attempts, 12))
}
