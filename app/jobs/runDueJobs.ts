import type { JobKind } from '../core/job/types.ts'
import type { FlowContext } from '../flows/context.ts'
import type { JobFlow } from './jobTable.ts'
import { openPlaces } from './openPlaces.ts'

/** What the work needs from outside, handed over where the server starts. */
export type JobDoor = {
  /** Unix seconds. */
  readonly now: () => number
  readonly jobs: FlowContext['jobs']
  readonly shopContext: (parameters: { myshopifyDomain: string }) => FlowContext
  readonly table: Partial<Record<JobKind, JobFlow>>
  /** How many pieces run at the same time; four where absent. */
  readonly atOnce?: number
  /** Whether no more work is to be taken. */
  readonly isStopped?: () => boolean
}

/** Do all the work that is due, some at once, until none is left; answers how much was done or tried. */
export async function runDueJobs({ door }: { door: JobDoor }): Promise<number> {
  const errors: unknown[] = []
  const places = openPlaces({ door, onError: (error) => void errors.push(error) })
  places.poke()
  const count = await places.rest()
  if (errors.length > 0) throw errors[0]
  return count
}
