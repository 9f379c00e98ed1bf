import { ConflictError, PalisadeError } from '../core/errors/base.ts'
import type { Job } from '../core/job/types.ts'
import { explainError } from '../explainError.ts'
import type { JobDoor, JobFlow } from './types.ts'

/** How long a piece is kept from others at a time: the work of a process that has died waits no longer. */
export const LOCK_SECONDS = 120
/** So often a lock is renewed before it would run out: a slow machine, or a database that is away for a minute, loses nothing. */
const RENEWALS_PER_LOCK = 6
/** What is left of a lock when no more is asked of Shopify: what was asked before has its answer when another begins. */
const SPARE_PART = 0.25
/** Who is at it for hours hangs: then another may try. */
const MOST_SECONDS = 10_800
const FIRST_DELAY = 30
const MOST_DELAY = 6 * 3600

/** Do one piece of work, kept from others as long as it lasts; what fails is tried again later. */
export async function runJob({ door, job }: { door: JobDoor; job: Job }): Promise<void> {
  const { id, version, attempts, myshopifyDomain } = job
  const lock = keepLock({ door, job })
  try {
    const ctx = door.shopContext({ myshopifyDomain, requireLock: lock.require })
    await findFlow({ door, job })(ctx, job)
    await door.jobs.done({ id, version, lockedUntil: await lock.release() })
  } catch (error) {
    const lockedUntil = await lock.release()
    // A shop that has left meanwhile wants nothing more; what waits is done if it comes back.
    if (error instanceof PalisadeError && error.code === 'ERR_SHOP_NOT_FOUND') {
      await door.jobs.done({ id, version, lockedUntil })
      return
    }
    const runAt = door.now() + chooseDelay({ attempts })
    await door.jobs.fail({ id, lockedUntil, error: explainError(error).msg, runAt })
  }
}

type Lock = {
  /** @throws {ConflictError} ERR_JOB_STALE where it has run out, or soon will: another may be at it. */
  readonly require: () => void
  /** Renew it no more; answers until when it is locked. */
  readonly release: () => Promise<number>
}

/** Renew a lock again and again, whatever the work waits for. */
function keepLock({ door, job }: { door: JobDoor; job: Job }): Lock {
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
      // Written down there; it is renewed again before it runs out.
      explainError(error)
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
        'This work took too long to say that it goes on, so another process may have taken it over.',
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
  throw new Error(`There is nobody for work of the kind ${job.kind}.`)
}

/** Twice as long each time, six hours at most: it is never given up, and staff see why it fails. */
export function chooseDelay({ attempts }: { attempts: number }): number {
  return Math.min(MOST_DELAY, FIRST_DELAY * 2 ** Math.min(attempts, 12))
}
