import type { Carried } from '../cart/isCartLost.ts'
import type { FollowProductFormsResult } from '../followProductForms.ts'
import type { GateConfig } from '../readConfig.ts'
import type { StoredVisit } from '../session/storeVisit.ts'
import type { GateEvent, GateState } from '../state.ts'

/** One block at work: what its deeds share. */
export type GateRun = {
  readonly element: HTMLElement
  readonly config: GateConfig
  readonly storage: Storage | null
  /** What the last check brought into the cart. */
  carried: Carried | null
  readonly forms: FollowProductFormsResult
  readonly now: () => number
  readonly findVisit: () => StoredVisit | null
  readonly readVariant: () => number
  readonly readState: () => GateState
  readonly dispatch: (event: GateEvent) => void
  /** End what is under way; the signal ends what begins. */
  readonly begin: () => AbortSignal
  /** Renew in time for a proof that ends at this instant. */
  readonly renewBefore: (endsAt: number) => void
}
