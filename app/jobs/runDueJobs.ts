import { PalisadeError } from '../core/errors/base.ts'
import type { Job, JobKind } from '../core/job/types.ts'
import { explainError } from '../explainError.ts'
import type { FlowContext } from '../flows/context.ts'
import type { JobFlow } from './jobTable.ts'

/** What the work needs from outside, handed over where the server starts. */
export type JobDoor = {
  /** Unix seconds. */
  readonly now: () => number
  readonly jobs: FlowContext['jobs']
  readonly shopContext: (parameters: { myshopifyDomain: string }) => FlowContext
  readonly table: Partial<Record<JobKind, JobFlow>>
  /** Whether no more work is to be taken. */
  readonly isStopped?: () => boolean
}

/** Longer than any flow takes; whoever is still at it then has died. */
const LOCK_SECONDS = 900
const AT_ONCE = 4
const FIRST_DELAY = 30
const MOST_DELAY = 6 * 3600

/** Do all the work that is due, some at once, until none is left; answers how much was done or tried. */
export async function runDueJobs({ door }: { door: JobDoor }): Promise<number> {
  for (let count = 0; ; ) {
    if (door.isStopped?.()) return count
    const jobs = await door.jobs.claim({ at: door.now(), lockSeconds: LOCK_SECONDS, limit: AT_ONCE })
    if (jobs.length === 0) return count
    await Promise.all(jobs.map((job) => runJob({ door, job })))
    count += jobs.length
  }
}

async function runJob({ door, job }: { door: JobDoor; job: Job }): Promise<void> {
  const { id, version, attempts } = job
  try {
    await findFlow({ door, job })(door.shopContext(job), job)
    await door.jobs.done({ id, version })
  } catch (error) {
    // A shop that has left meanwhile wants nothing more; what waits is done if it comes back.
    if (error instanceof PalisadeError && error.code === 'ERR_SHOP_NOT_FOUND') {
      await door.jobs.done({ id, version })
      return
    }
    const runAt = door.now() + chooseDelay({ attempts })
    await door.jobs.fail({ id, error: explainError(error).msg, runAt })
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
