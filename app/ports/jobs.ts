import type { ShopId } from '../core/gate/types.ts'
import type { Backlog, Job, JobCount, JobKind, JobPayload, JobRow } from '../core/job/types.ts'

/** Jobs of one claim, which have the same lock. */
type ClaimedJobs<Field extends keyof Job = 'id'> = {
  readonly jobs: readonly Pick<Job, 'id' | Field>[]
  readonly lockedUntil: number
}

/** The queue of background work. Instants are unix seconds. */
export type JobsPort = {
  /**
   * Queue a job; a shop has at most one of each kind and key. If it is queued already, the earlier `runAt` counts and
   * the payloads are merged, where null leaves a field as it was. If it runs at the moment, it runs once more.
   */
  add: (parameters: {
    shopId: ShopId
    kind: JobKind
    key: string
    payload?: JobPayload
    runAt: number
  }) => Promise<void>
  /**
   * Lock due jobs of one kind of one installed shop, oldest first, for `lockSeconds`. Of any number of processes exactly
   * one gets each job. An expired lock belonged to a process that died: its job is due again.
   *
   * Of a kind in `together` it answers up to `limit` jobs that never failed; one job of any other kind, of a job that
   * failed, and of the shops `probed`.
   */
  claim: (parameters: {
    at: number
    lockSeconds: number
    limit: number
    together?: readonly JobKind[]
    /** Shops, and kinds of work of a shop, that are left out. */
    without?: {
      readonly shops?: readonly ShopId[]
      readonly turns?: readonly { readonly shopId: ShopId; readonly kind: JobKind }[]
    }
    probed?: readonly ShopId[]
  }) => Promise<Job[]>
  /**
   * Delete finished jobs of one claim, or queue those again that were requested while they ran. No effect on one that
   * another process has claimed since.
   */
  done: (parameters: ClaimedJobs<'version'>) => Promise<void>
  /**
   * Queue a failed job for `runAt`, or sooner if it was requested meanwhile. No effect if another process has claimed
   * it since.
   */
  fail: (parameters: Pick<Job, 'id' | 'lockedUntil'> & { error: string; runAt: number }) => Promise<void>
  /** Queue jobs of one claim as they were before it, because it was not their fault that they failed. */
  giveBack: (parameters: ClaimedJobs<'dueAt'> & { error: string }) => Promise<void>
  /** Make every job of a shop that has failed due at `at`, also one that runs, if it fails. */
  setDue: (parameters: { shopId: ShopId; at: number }) => Promise<void>
  /** Lock the jobs of one claim for longer; false if another process has claimed one of them since. */
  renew: (parameters: ClaimedJobs & { until: number }) => Promise<boolean>
  /** What of a kind is due or runs in a shop; null if nothing. */
  findBacklog: (parameters: { shopId: ShopId; kind: JobKind; at: number }) => Promise<Backlog | null>
  /** The job of a kind and key with its payload, or null. */
  find: (parameters: {
    shopId: ShopId
    kind: JobKind
    key: string
  }) => Promise<(JobRow & Pick<Job, 'payload'>) | null>
  /** A shop's queue for staff: failed jobs first, then by when they are due. */
  list: (parameters: { shopId: ShopId; limit: number }) => Promise<JobRow[]>
  /** Count the queue of installed shops by kind. `oldestDueAt` is null if no job of the kind is due. */
  count: (parameters: { at: number }) => Promise<JobCount[]>
  /** Queue a job for every installed shop that does not have it yet. */
  ensure: (parameters: { kind: JobKind; key: string; runAt: number }) => Promise<void>
}
