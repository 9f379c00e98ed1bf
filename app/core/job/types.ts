import type { ShopId } from '../gate/types.ts'

/** What can be left to be done. Each has one flow, in app/jobs/jobTable.ts. */
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

export type JobPayload = Readonly<Record<string, string | number | boolean | null>>

/** Work that some process has claimed. `attempts` counts those that failed. */
export type Job = {
  readonly id: bigint
  readonly shopId: ShopId
  readonly myshopifyDomain: string
  readonly kind: JobKind
  readonly key: string
  readonly payload: JobPayload
  readonly attempts: number
  /** Rises when it is asked for again. */
  readonly version: number
  /** Unix seconds; also says who has claimed it: whoever claims it later gets a later one. */
  readonly lockedUntil: number
}

/** Work that waits, runs or fails, as staff see it. */
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
