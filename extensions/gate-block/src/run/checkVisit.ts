import { renewVisit } from '../api/renewVisit.ts'
import type { CheckAnswer, CheckRequest } from '../api/types.ts'
import { checkGates } from '../checkGates.ts'
import { emit } from './emit.ts'
import { showCart, wasReloaded } from './showCart.ts'
import { takeTurn } from './takeTurn.ts'
import type { GateRun } from './types.ts'

const slowAfterMs = 3000

export type CheckVisitParameters = {
  /** Masked; null where an earlier visit already knows it. */
  readonly address: string | null
  /** An earlier visit, or '' where only the answer to unlock will tell. */
  readonly session: string
  /** Wallets whose tokens count too if they have lent them; none: those named before. */
  readonly vaults?: readonly string[]
  /** Whether the shopper waits for it. */
  readonly isPressed: boolean
  /** Uses up the signature; null without one. */
  readonly unlock: ((request: CheckRequest) => Promise<CheckAnswer>) | null
  readonly signal: AbortSignal
}

/** Check the gates, carry the proofs into the cart and the forms, and show what came of it. */
export async function checkVisit(run: GateRun, parameters: CheckVisitParameters): Promise<void> {
  const { element, config, storage, forms, dispatch } = run
  const { address, isPressed, unlock, vaults = [], signal } = parameters
  const slow = setTimeout(() => signal.aborted || dispatch({ kind: 'gotSlow' }), slowAfterMs)
  const renew = (request: CheckRequest, session = parameters.session) =>
    renewVisit({ proxyPath: config.proxyPath, session, request, vaults, signal })
  try {
    const variantId = run.readVariant()
    const now = run.now()
    const { carried } = run
    const result = await takeTurn(() =>
      checkGates({ config, variantId, storage, now, address, unlock, renew, carried, signal }),
    )
    run.carried = result.carried
    const { outcome, unchecked } = result
    const gates = outcome.kind === 'unlocked' ? outcome.gates : []
    const lineProofs = outcome.kind === 'refused' ? [] : result.lineProofs
    const carriedUntil = forms.place({ offered: { lineProofs, gates }, unchecked, now })
    // A page that is being read is not loaded anew by itself.
    if (result.hasChangedCart) showCart(run, result.isOutdated && (isPressed || (!carried && !wasReloaded)))
    signal.throwIfAborted()
    dispatch({ kind: 'answered', outcome })
    if (outcome.kind === 'unlocked') {
      run.renewBefore(carriedUntil)
      const endsAt = Math.min(...gates.map((gate) => gate.endsAt))
      emit(element, 'palisade:unlocked', { gates: gates.map((gate) => gate.number), endsAt })
    }
    if (result.isLost) dispatch({ kind: 'lost' })
    if (outcome.kind === 'refused') emit(element, 'palisade:refused', { unmet: outcome.lines })
  } finally {
    clearTimeout(slow)
  }
}
