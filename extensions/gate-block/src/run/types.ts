import type { Carried, Loss } from '../cart/checkLoss.ts'
import type { GateConfig } from '../readConfig.ts'
import type { StoredVisit } from '../session/writeVisit.ts'
import type { GateState } from '../state.ts'
import type { SyncProductFormsResult } from '../updateProductForms.ts'

/** The state that the tasks of one block share. */
export type GateRun = {
  readonly element: HTMLElement
  readonly config: GateConfig
  /** What the last check wrote into the cart. */
  carried: (Carried & Loss) | null
  /** Whether the block is about neither a product nor the cart: then it keeps the cart's proofs fresh. */
  readonly isApart: boolean
  /** The variants in the cart as it was last read on the cart page, or by a block apart; null before that. */
  inCart: readonly number[] | null
  readonly forms: SyncProductFormsResult
  readonly findVisit: () => StoredVisit | null
  readonly readVariant: () => number
  readonly readState: () => GateState
  /** Go to the next state, and show it. */
  readonly dispatch: <Details extends readonly unknown[]>(
    reduce: (state: GateState, ...details: Details) => GateState,
    ...details: Details
  ) => void
  /** Write the state into the block. */
  readonly show: () => void
  /** Abort the task in progress; answers the signal of the next one. */
  readonly begin: () => AbortSignal
  /**
   * Whether the renewal is due: timers stand still while a device sleeps, and nothing is renewed on a hidden page. Or
   * another tab has disconnected, of which a frozen page hears nothing.
   */
  readonly isOver: () => boolean
  /** Schedule a renewal before a proof ends at this instant, in unix seconds, and before the visit ends for being idle. */
  readonly renewBefore: (endsAt: number) => void
}
