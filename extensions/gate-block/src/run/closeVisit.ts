import { removeVisit } from '../session/writeVisit.ts'
import { sendEvent } from './sendEvent.ts'
import type { GateRun } from './types.ts'

/** Forget the visit and remove its proofs from the forms; the cart does not change. */
export function closeVisit(run: GateRun): void {
  run.begin()
  removeVisit({ storage: run.storage, shop: run.config.shop })
  run.forms.place({ offered: { lineProofs: [], gates: [] }, unchecked: [], now: run.now() })
  run.dispatch({ kind: 'forgotten' })
  // The page's other blocks share the visit.
  sendEvent(document, 'palisade:disconnected')
}
