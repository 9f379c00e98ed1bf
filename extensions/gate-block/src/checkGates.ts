import { isGateError } from './api/GateError.ts'
import type { CheckAnswer, CheckRequest, LineProof } from './api/types.ts'
import { type Carried, checkLoss, type Loss } from './cart/checkLoss.ts'
import { gateLimit, planRequest } from './cart/planRequest.ts'
import { sendCartRequest } from './cart/sendCartRequest.ts'
import { proofKey } from './cart/types.ts'
import { writeCartProofs } from './cart/writeCartProofs.ts'
import { chooseOutcome } from './chooseOutcome.ts'
import type { GateConfig } from './readConfig.ts'
import type { Wait } from './run/createWait.ts'
import { writeKeyedVisit } from './session/writeKeyedVisit.ts'
import { writeSeenGates } from './session/writeSeenGates.ts'
import type { Outcome } from './state.ts'

type CheckGatesParameters = Pick<CheckGatesOfPageParameters, 'unlock' | 'renew'> & {
  readonly config: GateConfig
  readonly variantId: number
  /** Masked; null if the stored visit has it. */
  readonly address: string | null
  /** What an earlier check wrote into the cart. */
  readonly carried: Carried | null
  readonly wait: Wait
  readonly signal: AbortSignal
}
type CheckGatesResult = {
  readonly outcome: Outcome
  readonly lineProofs: readonly LineProof[]
  /** The page's gates that could not be checked. */
  readonly unchecked: readonly number[]
  /** The variants in the cart. */
  readonly inCart: readonly number[]
  /** When the first of the new proofs ends, in unix seconds; Infinity without one. */
  readonly endsAt: number
  readonly hasChangedCart: boolean
  /** Whether a page that shows the cart is outdated: the total changed, or one of its gates is exclusive. */
  readonly isOutdated: boolean
  /** `isLost`: the cart did not take the proofs, so the checkout would not give what they open. */
  readonly carried: Carried & Loss
}

/**
 * Check the page's and the cart's gates together, store the visit, and update the cart. If a gate could not be read,
 * its old proof may still open it, and no new proof replaces that. So lines keep their old proof, and with it the
 * price. The cart attribute holds one proof for all gates, and takes any new one.
 */
export async function checkGates(parameters: CheckGatesParameters): Promise<CheckGatesResult> {
  const { config, variantId, address, unlock, renew, wait, signal } = parameters
  const { shop, productId, products, rootUrl } = config
  const pageGates = config.gates.map((gate) => gate.number).slice(0, gateLimit)
  const memory = { shop, products }
  const seenGates = writeSeenGates(memory)
  wait.begin('slowCart')
  const cart = await sendCartRequest(rootUrl, 'cart.js')
  const request = planRequest({ productId, variantId, seenGates, cart })
  const onGone = () => writeSeenGates({ ...memory, isAlone: true })
  wait.begin('slow')
  const answer = await checkGatesOfPage({ request, pageGates, unlock, renew, onGone })
  signal.throwIfAborted()

  const { lineProofs, session } = answer
  await writeKeyedVisit({ shop, session, address })
  const isDecided = (number: number) =>
    answer.gates.some((gate) => gate.id === number && gate.kind !== 'unchecked')
  // Without a question nothing is known of the proofs in the cart.
  const held = request.gates[0] && request.gates.every(isDecided) ? null : cart.attributes[proofKey] || null
  const proof = answer.proof ?? held
  const asked = { seenGates, isDecided }
  const codes = (answer.codes ?? []).map(({ code }) => code)
  const oldCodes = parameters.carried?.codes ?? []
  const step = { rootUrl, cart, proof, lineProofs, codes, oldCodes, asked }
  wait.begin('slowCart')
  const written = await writeCartProofs(step)
  const gates = answer.gates.flatMap((gate) => (gate.kind === 'open' ? [gate.id] : []))
  const carried = { gates, seenGates, codes, passCart: answer.pass ? cart.token : null }
  const loss = checkLoss(written, carried)
  return {
    carried: { ...carried, ...loss },
    outcome: chooseOutcome({ answer, pageGates: config.gates, products }),
    lineProofs,
    unchecked: pageGates.filter((number) => !isDecided(number)),
    endsAt: Math.min(...answer.gates.map((gate) => (gate.kind === 'open' ? gate.endsAt : Infinity))),
    inCart: written.items.map((item) => item.variant_id),
    hasChangedCart: written !== cart,
    isOutdated:
      !loss.isLost &&
      (cart.total_price !== written.total_price ||
        (!parameters.carried && config.total !== undefined && config.total !== written.total_price) ||
        (written !== cart && config.gates.some((gate) => gate.isExclusive))),
  }
}

type CheckGatesOfPageParameters = {
  /** The gates of page and cart. */
  readonly request: CheckRequest
  readonly pageGates: readonly number[]
  /** Log in with the signature, which works once; null if there is none. */
  readonly unlock: ((request: CheckRequest) => Promise<CheckAnswer>) | null
  readonly renew: (request: CheckRequest, session?: string) => Promise<CheckAnswer>
  /** Called if a gate of another page no longer exists. */
  readonly onGone: () => void
}

/**
 * Check the gates of page and cart. If one of the cart's gates no longer exists, check those of the page alone.
 * @throws {GateError}
 */
export async function checkGatesOfPage({
  request,
  pageGates,
  unlock,
  renew,
  onGone,
}: CheckGatesOfPageParameters): Promise<CheckAnswer> {
  const own = { ...request, gates: request.gates.filter((number) => pageGates.includes(number)) }
  const hasOthers = own.gates.length < request.gates.length
  // A refused request still uses up the signature, so unlock sends only gates that the page has just named.
  const first = unlock && (await unlock(own))
  if (first && !hasOthers) return first
  try {
    const answer = await renew(request, first?.session)
    // Only the answer to a login suggests vaults.
    return { ...answer, ...(first && { suggestedVaults: first.suggestedVaults }) }
  } catch (error) {
    // What is stored of other pages may be old, or another script's.
    const isGone = hasOthers && isGateError(error) && /^ERR_(GATE|BODY)/.test(error.message)
    if (isGone) onGone()
    if (first) return first
    if (!isGone) throw error
    return await renew(own)
  }
}
