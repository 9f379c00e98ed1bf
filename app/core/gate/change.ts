import type { GateDraft, GateNumber } from './types.ts'

/** Who changes a gate: `staff:<Shopify's user id>`, `api:<key id>`, or `system` for the app itself. */
export type GateActor = string

/** A gate as somebody saved it. */
export type GateChange = {
  /** Decimal. It rises with each change of the shop. */
  readonly id: string
  readonly number: GateNumber
  /** Name of the gate now, or when it was deleted. */
  readonly gateName: string
  readonly isGateDeleted: boolean
  /** The gate's `updatedAt` now. */
  readonly gateUpdatedAt: number
  /** Unix seconds. */
  readonly at: number
  readonly actor: GateActor
  /** The gate after the change; null if it was deleted. `unreadable`: another version of the app stored it. */
  readonly draft: GateDraft | 'unreadable' | null
  /** The gate before the change; null if the change created it. */
  readonly before: GateDraft | 'unreadable' | null
  /** Whether no later change of the gate exists. */
  readonly isLatest: boolean
  /** The id of the change whose version was restored. */
  readonly restoredFrom: string | null
}
