import type { JobKind } from '../core/job/types.ts'
import type { FlowContext } from '../flows/context.ts'
import type { JobFlow } from './jobTable.ts'
import { openPlaces } from './openPlaces.ts'

/** What the work needs from outside, handed over where the server starts. */
export type JobDoor = {
  /** Unix seconds. Processes that share a database must agree on it within a minute. */
  readonly now: () => number
  readonly jobs: FlowContext['jobs']
  /** `requireLock` is asked before each request to Shopify: it throws once the work may be another's. */
  readonly shopContext: (parameters: { myshopifyDomain: string; requireLock: () => void }) => FlowContext
  readonly table: Partial<Record<JobKind, JobFlow>>
  /** How many pieces run at the same time; four where absent. */
  readonly atOnce?: number
  /** How long a piece is kept from others before it is renewed or lost; two minutes where absent. */
  readonly lockSeconds?: number
  /** Whether no more work is to be taken. */
  readonly isStopped?: () => boolean
}

/** Do all the work that is due, some at once, until none is left; answers how much was done or tried. */
export async function runDueJobs({ door }: { door: JobDoor }): Promise<number> {
  const errors: unknown[] = []
  const places = openPlaces({ door, onError: (error) => void errors.push(error) })
  places.ring()
  const count = await places.rest()
  if (errors.length > 0) throw errors[0]
  return count
}
