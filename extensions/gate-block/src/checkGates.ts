import type { CheckAnswer, CheckRequest, LineProof } from './api/types.ts'
import { fetchCart } from './cart/fetchCart.ts'
import { planRequest } from './cart/planRequest.ts'
import { writeCartProofs } from './cart/writeCartProofs.ts'
import { decideOutcome } from './decideOutcome.ts'
import type { GateConfig } from './readConfig.ts'
import { rememberGates } from './session/rememberGates.ts'
import { storeVisit } from './session/storeVisit.ts'
import type { Outcome } from './state.ts'

export type CheckGatesParameters = {
  readonly config: GateConfig
  readonly variantId: number
  readonly storage: Storage | null
  readonly now: number
  /** Masked; null where an earlier visit already knows it. */
  readonly address: string | null
  /** Unlock or renew. */
  readonly ask: (request: CheckRequest) => Promise<CheckAnswer>
  readonly signal: AbortSignal
}
export type CheckGatesResult = {
  readonly outcome: Outcome
  readonly lineProofs: readonly LineProof[]
  readonly hasChangedCart: boolean
}

/** Ask for the page and the cart together, remember the visit, and bring the cart in step with the answer. */
export async function checkGates(parameters: CheckGatesParameters): Promise<CheckGatesResult> {
  const { config, variantId, storage, now, address, ask, signal } = parameters
  const { shop, productId, rootUrl } = config
  const pageGates = config.gates
  const seenGates = rememberGates({ storage, shop, productId, gates: pageGates.map((gate) => gate.number) })
  const cart = await fetchCart({ rootUrl, path: 'cart.js' })
  const answer = await ask(planRequest({ productId, variantId, seenGates, cart }))
  signal.throwIfAborted()

  const { proof, lineProofs, session } = answer
  storeVisit({ storage, shop, session, address, now })
  // A chain that could not be read is no reason to take a good proof out of the cart.
  const isUncertain = proof === null && answer.gates.some((gate) => gate.kind === 'unchecked')
  const { hasChanged } = isUncertain
    ? { hasChanged: false }
    : await writeCartProofs({ rootUrl, cart, proof, lineProofs, seenGates })
  return { outcome: decideOutcome({ answer, pageGates }), lineProofs, hasChangedCart: hasChanged }
}
