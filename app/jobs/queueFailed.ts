import { PalisadeError } from '../core/errors/base.ts'
import { isPassing } from '../core/errors/isPassing.ts'
import type { Job } from '../core/job/types.ts'
import { describeError } from '../describeError.ts'
import type { JobDoor } from './types.ts'

const FIRST_DELAY = 30
/** After a passing fault that only this job met, or that the database had. */
const FIRST_PASSING_DELAY = 1
const MOST_DELAY = 6 * 3600

/** Jobs of one claim that failed. `isShared`: one fault stopped all of them. */
export type Failures = { readonly errors: ReadonlyMap<Job, unknown>; readonly isShared: boolean }

/**
 * Queue failed jobs again. Those that one passing fault of Shopify stopped wait for nothing but the shop. A job that met
 * it alone lets others go first, and waits longer each time if the shop's other work goes well.
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
  const tell = ({ kind, myshopifyDomain }: Job, error: unknown, delay: number): string => {
    const reason = describeError(error)
    door.tellFailure?.({ kind, myshopifyDomain, reason, delay })
    return reason.msg
  }
  const [first] = errors
  if (first && isShared && isPassing(first[1])) {
    const [job, error] = first
    const told = tell(job, error, Math.ceil(pause / 1000))
    return door.jobs.giveBack({ jobs: [...errors.keys()], lockedUntil, error: told })
  }
  for (const [job, error] of errors) {
    const { id, attempts } = job
    const isShort = isPassing(error) || isDatabaseAway(error)
    const own = chooseDelay({ attempts, first: isShort ? FIRST_PASSING_DELAY : FIRST_DELAY })
    const delay = isPassing(error) && wasTroubled ? Math.ceil(pause / 1000) : own
    const told = tell(job, error, delay)
    await door.jobs.fail({ id, lockedUntil, error: told, runAt: door.now() + delay })
  }
}

/** A database that restarts is back within seconds, and an order that met it waits no longer than that. */
function isDatabaseAway(error: unknown): boolean {
  return error instanceof PalisadeError && error.code === 'ERR_DATABASE_AWAY'
}

/**
 * Seconds until a failed job runs again: doubled each time, six hours at most. A job is never given up, and staff see
 * why it fails.
 */
export function chooseDelay({ attempts, first = FIRST_DELAY }: { attempts: number; first?: number }): number {
  return Math.min(MOST_DELAY, first * 2 ** Math.min(attempts, 16))
}
