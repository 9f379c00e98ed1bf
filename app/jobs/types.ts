import type { Job, JobKind } from '../core/job/types.ts'
import type { FlowContext } from '../flows/context.ts'

/** The work of one kind of job. */
export type JobFlow = (ctx: FlowContext, job: Job) => Promise<void>

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
