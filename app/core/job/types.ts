import type { ShopId } from '../gate/types.ts'

/** Kind of a job. The table app/jobs/jobTable.ts has the flow of each. */
export type JobKind =
  | 'order'
  | 'hold'
  | 'schedule'
  | 'collection'
  | 'product'
  | 'publish'
  | 'reconcile'
  | 'rotate'
  | 'codes'
  | 'customers'
  | 'messages'
  | 'uninstall'

export type JobPayload = Readonly<Record<string, string | number | boolean | null>>

/** A job that a process has claimed. `attempts` counts the failed ones. */
export type Job = {
  readonly id: bigint
  readonly shopId: ShopId
  readonly myshopifyDomain: string
  readonly kind: JobKind
  readonly key: string
  readonly payload: JobPayload
  readonly attempts: number
  /** Rises with every further request for the job. */
  readonly version: number
  /** Unix seconds when the lock ends. It also identifies the claim: a later claim has a later end. */
  readonly lockedUntil: number
  /** Unix seconds when it was due; the time of the claim if another process had it, and died. */
  readonly dueAt: number
}

/** Jobs of a shop and kind that are due or run. `lastError` is of the oldest of them that failed. */
export type Backlog = {
  readonly count: number
  /** Unix seconds when the job that has waited longest was first due. */
  readonly oldestDueAt: number
  readonly lastError: string | null
}

/** How many jobs of a kind wait, run, and have failed at least once. */
export type JobCount = {
  readonly kind: JobKind
  readonly waiting: number
  readonly running: number
  readonly failing: number
  /** Unix seconds when the job that has waited longest was first due, failed ones included; null if none waits. */
  readonly oldestDueAt: number | null
}

/** A job that waits, runs or fails, as staff see it. */
export type JobRow = {
  readonly id: bigint
  readonly kind: JobKind
  readonly key: string
  /** Unix seconds. */
  readonly runAt: number
  readonly attempts: number
  readonly isRunning: boolean
  readonly lastError: string | null
}
