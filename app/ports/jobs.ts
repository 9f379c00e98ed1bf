import type { ShopId } from '../core/gate/types.ts'
import type { Job, JobKind, JobPayload, JobRow } from '../core/job/types.ts'

/** Work that waits in the database. Instants are unix seconds. */
export type JobsPort = {
  /**
   * Ask for work, once for each kind and key of a shop: of two instants the earlier counts, payloads are merged (what
   * is null stays as it was), and work that runs just now is done once more.
   */
  add: (parameters: {
    shopId: ShopId
    kind: JobKind
    key: string
    payload?: JobPayload
    runAt: number
  }) => Promise<void>
  /** Take what is due, oldest first, for so many seconds; nobody else gets it meanwhile. Of installed shops only. */
  claim: (parameters: { at: number; lockSeconds: number; limit: number }) => Promise<Job[]>
  /** It is done; what was asked for while it ran stays. Nothing happens where another has claimed it since. */
  done: (parameters: Pick<Job, 'id' | 'version' | 'lockedUntil'>) => Promise<void>
  fail: (parameters: Pick<Job, 'id' | 'lockedUntil'> & { error: string; runAt: number }) => Promise<void>
  /** Keep it for longer; false where another has claimed it since. */
  renew: (parameters: Pick<Job, 'id' | 'lockedUntil'> & { until: number }) => Promise<boolean>
  /** What waits or fails, for staff. */
  list: (parameters: { shopId: ShopId; limit: number }) => Promise<JobRow[]>
  /** Make sure that every installed shop has this work waiting. */
  ensure: (parameters: { kind: JobKind; key: string; runAt: number }) => Promise<void>
}
