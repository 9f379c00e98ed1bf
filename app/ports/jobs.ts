import type { ShopId } from '../core/gate/types.ts'
import type { Job, JobCount, JobKind, JobPayload, JobRow } from '../core/job/types.ts'

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
   * Lock due jobs of installed shops, oldest first, for `lockSeconds`. Of any number of processes exactly one gets each
   * job. An expired lock belonged to a process that died: its job is due again.
   */
  claim: (parameters: { at: number; lockSeconds: number; limit: number }) => Promise<Job[]>
  /**
   * Delete a finished job, or queue it again if it was requested while it ran. No effect if another process has claimed
   * it since.
   */
  done: (parameters: Pick<Job, 'id' | 'version' | 'lockedUntil'>) => Promise<void>
  /**
   * Queue a failed job for `runAt`, or sooner if it was requested meanwhile. No effect if another process has claimed
   * it since.
   */
  fail: (parameters: Pick<Job, 'id' | 'lockedUntil'> & { error: string; runAt: number }) => Promise<void>
  /** Lock a job for longer; false if another process has claimed it since. */
  renew: (parameters: Pick<Job, 'id' | 'lockedUntil'> & { until: number }) => Promise<boolean>
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
