import type { Job, JobKind } from '../core/job/types.ts'
import type { ExplainedError } from '../describeError.ts'
import type { FlowContext } from '../flows/context.ts'

/** Runs a job of one kind. */
export type JobFlow = (ctx: FlowContext, job: Job) => Promise<void>

/** Runs several jobs of one kind and shop; returns the errors of those that failed. Throws if all of them failed. */
export type JobBatch = (
  ctx: FlowContext,
  jobs: readonly [Job, ...Job[]],
  again: Again,
) => Promise<ReadonlyMap<Job, unknown>>
/** Runs a step again after a passing fault of Shopify, once the shop's work has rested. The step must be idempotent. */
export type Again = <T>(step: () => Promise<T>) => Promise<T>

/** A job that failed, and runs again. */
export type JobFailure = Pick<Job, 'kind' | 'myshopifyDomain'> & {
  readonly reason: Pick<ExplainedError, 'msg' | 'code' | 'errorId'>
  /** Seconds until it runs again. */
  readonly delay: number
}

/** What jobs need from outside, passed in when the server starts. */
export type JobDoor = {
  /** Unix seconds. Processes that share a database must agree on it within a minute. */
  readonly now: () => number
  readonly jobs: FlowContext['jobs']
  /** `requireLock` is called before each request to Shopify. It throws if another process may have the job. */
  readonly shopContext: (parameters: { myshopifyDomain: string; requireLock: () => void }) => FlowContext
  /** Receives each job that ended. */
  readonly report?: (ended: { kind: JobKind; isFailed: boolean; seconds: number }) => void
  /** Receives why a job failed, for the log of the operator. */
  readonly tellFailure?: (failed: JobFailure) => void
  /** Runs a job within a span of its traces. */
  readonly trace?: (kind: JobKind, run: () => Promise<void>) => Promise<void>
  readonly table: Partial<Record<JobKind, JobFlow>>
  /** Flows of kinds of which several jobs of a shop run together. */
  readonly batches?: Partial<Record<JobKind, JobBatch>>
  /** Waits for some milliseconds, while a shop's work rests; default by the clock. */
  readonly wait?: (ms: number) => Promise<void>
  /** Jobs that run at the same time; default four. */
  readonly atOnce?: number
  /** Seconds of a lock before it is renewed or lost; default two minutes. */
  readonly lockSeconds?: number
  /** Whether this machine's clock is right enough to act on; default always. */
  readonly isClockTrusted?: () => Promise<boolean>
  /** Whether to claim no more jobs. */
  readonly isStopped?: () => boolean
}
