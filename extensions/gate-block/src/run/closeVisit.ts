import { removeVisit } from '../session/writeVisit.ts'
import { reduceEnd } from '../state.ts'
import { sendEvent } from './sendEvent.ts'
import type { GateRun } from './types.ts'

/** Forget the visit and remove its proofs from the forms; the cart does not change. */
export function closeVisit(run: GateRun): void {
  run.begin()
  removeVisit(run.config.shop)
  run.forms.place({ offered: { lineProofs: [], gates: [] }, unchecked: [] })
  run.dispatch(reduceEnd)
  // The page's other blocks share the visit.
  sendEvent(document, 'palisade:disconnected')
}
