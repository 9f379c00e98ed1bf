import { PalisadeError } from '../core/errors/base.ts'
import type { Job } from '../core/job/types.ts'
import { explainError } from '../explainError.ts'
import type { JobFlow } from './jobTable.ts'
import type { JobDoor } from './runDueJobs.ts'

/** How long a piece is kept from others at a time; whoever does not renew it has died. */
export const LOCK_SECONDS = 900
const RENEW_SECONDS = 300
/** Who is at it for hours hangs: then another may try. */
const MOST_RENEWALS = 36
const FIRST_DELAY = 30
const MOST_DELAY = 6 * 3600

/** Do one piece of work, kept from others as long as it lasts; what fails is tried again later. */
export async function runJob({ door, job }: { door: JobDoor; job: Job }): Promise<void> {
  const { id, version, attempts } = job
  const lock = keepLock({ door, job })
  try {
    await findFlow({ door, job })(door.shopContext(job), job)
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

/** Renew a lock again and again; `release` ends that and answers until when it is locked. */
function keepLock({ door, job }: { door: JobDoor; job: Job }): { readonly release: () => Promise<number> } {
  let { lockedUntil } = job
  let renewals = 0
  let renewing = Promise.resolve()
  const renew = async (): Promise<void> => {
    const until = door.now() + LOCK_SECONDS
    try {
      if (await door.jobs.renew({ id: job.id, lockedUntil, until })) lockedUntil = until
      else clearInterval(timer)
    } catch (error) {
      // Written down there; it is renewed again before it runs out.
      explainError(error)
    }
  }
  const timer = setInterval(() => {
    renewals += 1
    if (renewals > MOST_RENEWALS) clearInterval(timer)
    else renewing = renewing.then(renew)
  }, RENEW_SECONDS * 1000)
  timer.unref()
  return {
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
