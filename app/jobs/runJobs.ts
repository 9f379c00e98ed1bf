import { PalisadeError } from '../core/errors/base.ts'
import { findThrottle, isPassing } from '../core/errors/isPassing.ts'
import type { ShopId } from '../core/gate/types.ts'
import type { Job } from '../core/job/types.ts'
import type { Pauses } from './createPauses.ts'
import { type Failures, queueFailed } from './queueFailed.ts'
import { startRenewing } from './startRenewing.ts'
import type { Again, JobDoor, JobFlow } from './types.ts'

/** Attempts of one step within a batch, before its jobs go back into the queue. */
const MOST_TRIES = 4
/** A step waits so long for the shop's points: what was read before it would cost them again. Milliseconds. */
const MOST_THROTTLED_MS = 120_000
/** After a fault a batch does not wait for a longer rest: its jobs go back into the queue. Milliseconds. */
const MOST_WAIT_MS = 5_000

type Jobs = readonly [Job, ...Job[]]
type RunJobsParameters = { readonly door: JobDoor; readonly jobs: Jobs; readonly pauses: Pauses }
/**
 * Run the jobs of one claim under a lock that is renewed while they run. A job that failed is queued again. If Shopify had
 * a passing fault, the work of the whole shop rests: returns for how long, in milliseconds, else 0.
 */
export async function runJobs({ door, jobs, pauses }: RunJobsParameters): Promise<number> {
  const [{ kind, shopId }] = jobs
  const since = performance.now()
  const lock = startRenewing({ door, jobs })
  const failures = await findFailures({ door, jobs, pauses, requireLock: lock.require })
  const lockedUntil = await lock.release()
  const wasTroubled = pauses.isTroubled(shopId)
  const passing = [...failures.errors.values()].filter(isPassing)
  const pause = Math.max(0, ...passing.map((error) => addPause({ pauses, shopId, since, error })))
  if (passing.length === 0 && failures.errors.size < jobs.length) pauses.end({ shopId, since })
  const errors = await finishJobs({ door, jobs, errors: failures.errors, lockedUntil })
  const seconds = (performance.now() - since) / 1000 / jobs.length
  for (const job of jobs) door.report?.({ kind, isFailed: errors.has(job), seconds })
  await queueFailed({ door, failures: { ...failures, errors }, lockedUntil, pause, wasTroubled })
  return pause
}

type AddPauseParameters = { pauses: Pauses; shopId: ShopId; since: number; error: unknown }

/** Let a shop's work rest after a passing fault of work that began at `since`; returns for how many milliseconds. */
function addPause({ pauses, shopId, since, error }: AddPauseParameters): number {
  const seconds = findThrottle(error)
  return seconds === null ? pauses.add({ shopId, since }) : pauses.rest({ shopId, seconds })
}

async function findFailures({
  door,
  jobs,
  pauses,
  requireLock,
}: RunJobsParameters & { requireLock: () => void }): Promise<Failures> {
  const [job] = jobs
  const batch = jobs.length > 1 ? door.batches?.[job.kind] : undefined
  try {
    const ctx = door.shopContext({ myshopifyDomain: job.myshopifyDomain, requireLock })
    const run = async (): Promise<ReadonlyMap<Job, unknown>> => {
      if (batch) return batch(ctx, jobs, createAgain({ door, job, pauses }))
      await findFlow({ door, job })(ctx, job)
      return new Map()
    }
    const errors = new Map(await runTraced({ door, job, run }))
    for (const [one, error] of errors) if (isGone(error)) errors.delete(one)
    return { errors, isShared: false }
  } catch (error) {
    if (isGone(error)) return { errors: new Map(), isShared: false }
    return { errors: new Map(jobs.map((one) => [one, error])), isShared: jobs.length > 1 }
  }
}

/** Run within a span, if the operator traces. Returns what `run` returns. */
async function runTraced<T>({
  door,
  job,
  run,
}: {
  door: JobDoor
  job: Job
  run: () => Promise<T>
}): Promise<T> {
  if (!door.trace) return run()
  const results: T[] = []
  await door.trace(job.kind, async () => void results.push(await run()))
  return results[0] as T
}

/** Whether the shop has uninstalled meanwhile: the job is dropped. Jobs that are still queued run if it returns. */
function isGone(error: unknown): boolean {
  return error instanceof PalisadeError && error.code === 'ERR_SHOP_NOT_FOUND'
}

function createAgain({ door, job: { shopId }, pauses }: { door: JobDoor; job: Job; pauses: Pauses }): Again {
  const { wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) } = door
  return async (step) => {
    let tries = 0
    const begunAt = performance.now()
    for (;;) {
      const since = performance.now()
      try {
        const found = await step()
        pauses.end({ shopId, since })
        return found
      } catch (error) {
        if (!isPassing(error)) throw error
        const rest = addPause({ pauses, shopId, since, error })
        const isThrottled = findThrottle(error) !== null
        if (!isThrottled) tries += 1
        const isOver = isThrottled
          ? since - begunAt + rest > MOST_THROTTLED_MS
          : tries === MOST_TRIES || rest > MOST_WAIT_MS
        if (isOver) throw error
        await wait(rest)
      }
    }
  }
}

/** Record the jobs that did not fail. Returns all errors, with that of the record itself. */
async function finishJobs({
  door,
  jobs,
  errors,
  lockedUntil,
}: {
  door: JobDoor
  jobs: Jobs
  errors: ReadonlyMap<Job, unknown>
  lockedUntil: number
}): Promise<ReadonlyMap<Job, unknown>> {
  const done = jobs.filter((job) => !errors.has(job))
  if (done.length === 0) return errors
  try {
    await door.jobs.done({ jobs: done, lockedUntil })
    return errors
  } catch (error) {
    return new Map([...errors, ...done.map((job) => [job, error] as const)])
  }
}

function findFlow({ door, job }: { door: JobDoor; job: Job }): JobFlow {
  const flow = door.table[job.kind]
  if (flow) return flow
  throw new Error(`No flow runs jobs of the kind ${job.kind}.`)
}
