import { PalisadeError } from '../core/errors/base.ts'
import type { ErrorCode } from '../core/errors/codes.ts'
import { findThrottle, isPassing } from '../core/errors/isPassing.ts'
import type { Job } from '../core/job/types.ts'
import { WHOLE_SHOP } from '../core/job/wholeShop.ts'
import { describeError } from '../describeError.ts'
import type { JobDoor } from './types.ts'

const FIRST_DELAY = 30
/** After a fault that says nothing about the job: Shopify's, the database's, or a lock that was lost. */
const FIRST_PASSING_DELAY = 1
const MOST_DELAY = 6 * 3600
/** Of work on the whole shop that met passing faults: lost webhooks are found by it alone. */
const MOST_PASSING_DELAY = 300

/** Jobs of one claim that failed. `isShared`: one fault stopped all of them. */
export type Failures = { readonly errors: ReadonlyMap<Job, unknown>; readonly isShared: boolean }

/**
 * Queue failed jobs again. Those that one fault from outside stopped together, and those of a kind that runs together
 * which Shopify throttled, keep their place. A job that met a fault alone lets others go first, and waits longer each time
 * if the shop's other work goes well.
 */
export async function queueFailed({
  door,
  failures: { errors, isShared },
  lockedUntil,
  pause,
  wasTroubled,
}: {
  door: JobDoor
  failures: Failures
  lockedUntil: number
  pause: number
  wasTroubled: boolean
}): Promise<void> {
  const rest = Math.ceil(pause / 1000)
  const tell = ({ kind, myshopifyDomain }: Job, error: unknown, delay: number): string => {
    const reason = describeError(error)
    door.tellFailure?.({ kind, myshopifyDomain, reason, delay })
    return reason.msg
  }
  const isBlameless = ([{ kind }, error]: readonly [Job, unknown]): boolean =>
    isShared ? isFromOutside(error) : findThrottle(error) !== null && door.batches?.[kind] !== undefined
  const returned = new Map([...errors].filter(isBlameless))
  const [first] = returned
  if (first) {
    const told = tell(...first, rest)
    await door.jobs.giveBack({ jobs: [...returned.keys()], lockedUntil, error: told })
  }
  for (const [job, error] of errors) {
    if (returned.has(job)) continue
    const delay = isPassing(error) && wasTroubled ? rest : chooseDelay({ ...job, error })
    const told = tell(job, error, delay)
    await door.jobs.fail({ id: job.id, lockedUntil, error: told, runAt: door.now() + delay })
  }
}

/** Codes of errors that say nothing about the job: a database that restarts is back within seconds. */
const OUTSIDE_CODES: readonly ErrorCode[] = ['ERR_DATABASE_AWAY', 'ERR_JOB_STALE']

/** Whether an error says nothing about the job. */
function isFromOutside(error: unknown): boolean {
  return isPassing(error) || (error instanceof PalisadeError && OUTSIDE_CODES.includes(error.code))
}

/**
 * Seconds until a failed job runs again: doubled each time, six hours at most. A job is never given up, and staff see
 * why it fails.
 */
export function chooseDelay({
  attempts,
  key,
  error,
}: Pick<Job, 'attempts' | 'key'> & { error: unknown }): number {
  const isShort = isFromOutside(error)
  const first = isShort ? FIRST_PASSING_DELAY : FIRST_DELAY
  const most = isShort && key === WHOLE_SHOP ? MOST_PASSING_DELAY : MOST_DELAY
  return Math.min(most, first * 2 ** Math.min(attempts, 16))
}
