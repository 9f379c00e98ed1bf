import type { HoldingState } from '../../core/settlement/holding.ts'

/** Whether the app may hold a shop's orders, for a gate's page. */
export type HoldingView = {
  readonly state: HoldingState
  /** Whether the shop's settings ask for holds. */
  readonly isWanted: boolean
  /** The gates that need holds and do not get them. */
  readonly gates: readonly number[]
}
