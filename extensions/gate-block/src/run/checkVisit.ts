import { renewVisit } from '../api/renewVisit.ts'
import type { CheckAnswer, CheckRequest } from '../api/types.ts'
import { checkGates } from '../checkGates.ts'
import { reduceAnswer, reduceLoss, reduceSlow } from '../state.ts'
import { createWait } from './createWait.ts'
import { renderCart, wasReloaded } from './renderCart.ts'
import { runInTurn } from './runInTurn.ts'
import { sendEvent } from './sendEvent.ts'
import type { GateRun } from './types.ts'

export type CheckVisitParameters = {
  /** Masked; null if the stored visit has it. */
  readonly address: string | null
  /** The session of an earlier visit, or '' if the answer to unlock will give it. */
  readonly session: string
  /** Vaults whose tokens count if they have delegated to the wallet; empty for the visit's vaults. */
  readonly vaults?: readonly string[]
  /** Whether the shopper started the check and waits for it. */
  readonly isPressed: boolean
  /** Log in with the signature, which works once; null if there is none. */
  readonly unlock: ((request: CheckRequest) => Promise<CheckAnswer>) | null
  readonly signal: AbortSignal
}

/** How often a check is sent again after the app asked to wait, with the same signature. */
const MOST_TRIES = 3
/** Seconds. As long or longer is for the shopper to decide. */
const MOST_WAIT = 31

/** A card of a product or of the cart: only these tell of a loss. */
const CARD = 'palisade-gate [data-for=lost]'

/** Check the gates, write the proofs into the cart and the forms, and show the outcome. */
export async function checkVisit(run: GateRun, parameters: CheckVisitParameters): Promise<void> {
  const { element, config, forms, dispatch } = run
  const { address, isPressed, unlock, vaults = [], signal } = parameters
  let tries = MOST_TRIES
  const wait = createWait((slow) => signal.aborted || dispatch(reduceSlow, slow))
  const renew = async (request: CheckRequest, session = parameters.session) =>
    // Without gates of its own a block leaves the cart, and whether the visit still stands, to a card of the page. Else
    // the wallet button asks, because it says who is connected, and the embed if the cart has gates.
    !run.isApart ||
    config.gates[0] ||
    (!document.querySelector(CARD) && (request.gates[0] || element.querySelector('[data-for]')))
      ? await renewVisit({ proxyPath: config.proxyPath, session, request, vaults, signal })
      : { gates: [], proof: null, lineProofs: [], session }
  try {
    const variantId = run.readVariant()
    const { carried } = run
    const check = () => checkGates({ config, variantId, address, unlock, renew, carried, wait, signal })
    const ask = (): ReturnType<typeof check> =>
      runInTurn(check).catch((error) => {
        const { wait: seconds } = error
        if (!(seconds > 0 && seconds < MOST_WAIT && tries--)) throw error
        wait.begin('again')
        return new Promise((resolve) => setTimeout(resolve, seconds * 1e3)).then(ask)
      })
    const result = await ask()
    run.carried = result.carried
    if (run.isApart) run.inCart = result.inCart
    const { outcome, unchecked } = result
    const gates = outcome.kind === 'unlocked' ? outcome.gates : []
    const lineProofs = /^(refused|locked)/.test(outcome.kind) ? [] : result.lineProofs
    const carriedUntil = forms.place({ offered: { lineProofs, gates }, unchecked })
    // Do not reload a page that the shopper is reading, unless they pressed a button. A block apart reloads none.
    const isFree = isPressed || run.isApart || (!carried && !wasReloaded)
    if (result.hasChangedCart || result.isOutdated) renderCart(run, result.isOutdated && isFree)
    signal.throwIfAborted()
    dispatch(reduceAnswer, outcome)
    if (result.carried.isLost && !run.isApart) dispatch(reduceLoss, 'cart')
    else if (outcome.kind === 'unlocked') {
      run.renewBefore(Math.min(carriedUntil, result.endsAt))
      const endsAt = Math.min(...gates.map((gate) => gate.endsAt))
      if (gates[0])
        sendEvent(element, 'palisade:unlocked', { gates: gates.map((gate) => gate.number), endsAt })
      else sendEvent(element, 'palisade:connected')
    }
    if (outcome.kind === 'refused') sendEvent(element, 'palisade:refused', { unmet: outcome.lines })
  } finally {
    wait.end()
  }
}
