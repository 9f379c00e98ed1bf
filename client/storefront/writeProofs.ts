import { PalisadeError } from '../server/PalisadeError.ts'
import {
  type PlanLineAttributesParameters,
  planCartAttributes,
  planLineAttributes,
  proofKey,
} from './planCart.ts'
import { runAlone } from './runAlone.ts'
import type { CartAccess, CartAttribute, GateCart, LineProof } from './types.ts'

export type WriteProofsParameters = {
  readonly cart: CartAccess
  /** For the cart's attribute; null removes an old proof. */
  readonly proof: string | null
  readonly lineProofs: readonly LineProof[]
  /** Codes that the cart must have, and those of ours that it may have. */
  readonly codes?: readonly string[]
  readonly oldCodes?: readonly string[]
  readonly asked?: PlanLineAttributesParameters['asked']
}

const MOST_ATTEMPTS = 3

/**
 * Write proofs into a cart: read, merge, write, and read again. The tabs of this browser take turns. The Storefront API
 * has no compare-and-set, so a set that another program has replaced meanwhile is merged and written again, at most
 * twice. Answers the cart as it was read last; null if there is none.
 * @throws {PalisadeError} `ERR_CART_RACE` if the proof was lost each time; else as the cart's access
 */
export async function writeProofs(parameters: WriteProofsParameters): Promise<GateCart | null> {
  const { cart, proof } = parameters
  return runAlone('palisade:cart', async () => {
    let lost: readonly CartAttribute[] = []
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      const before = await cart.read()
      if (!before) return null
      const missing = lost.filter(({ key }) => !before.attributes.some((one) => one.key === key))
      const wanted = { ...before, attributes: [...before.attributes, ...missing] }
      const outcome = await writeOnce({ ...parameters, before: wanted, isRepair: missing.length > 0 })
      if (outcome === 'unchanged') return before
      const after = (await cart.read()) ?? before
      // Another program may have read before our write, and written what it read after it.
      lost = wanted.attributes.filter(
        ({ key }) => key !== proofKey && !after.attributes.some((one) => one.key === key),
      )
      if (lost.length === 0 && (outcome === 'refused' || !isLost(after, proof))) return after
    }
    throw lostRace()
  })
}

/** Whether another program has removed or replaced the proof. A proof that the shop has cut counts as written. */
function isLost({ attributes }: GateCart, proof: string | null): boolean {
  const held = attributes.find(({ key }) => key === proofKey)?.value || null
  return proof === null ? held !== null : held === null || !proof.startsWith(held)
}

type WriteOnceParameters = WriteProofsParameters & {
  readonly before: GateCart
  /** Whether `before` has attributes of others that the cart has lost. */
  readonly isRepair: boolean
}

/** `refused`: the cart did not take the attribute, and the lines' own proofs do without it. */
type Outcome = 'unchanged' | 'written' | 'refused'

async function writeOnce(parameters: WriteOnceParameters): Promise<Outcome> {
  const { cart, before, proof, lineProofs, codes = [], oldCodes = [], asked, isRepair } = parameters
  let outcome: Outcome = 'unchanged'
  const attributes =
    planCartAttributes({ attributes: before.attributes, proof }) ?? (isRepair ? before.attributes : null)
  if (attributes) {
    outcome = 'written'
    try {
      const after = await cart.setAttributes(before.id, attributes)
      // A shop that merges keeps what is left out: then an empty text opens nothing.
      if (proof === null && isLost(after, null))
        await cart.setAttributes(before.id, [...attributes, { key: proofKey, value: '' }])
    } catch (error) {
      // A shop may refuse a long attribute. Then the lines' own proofs do.
      if (!(lineProofs[0] && isRefusal(error))) throw error
      outcome = 'refused'
    }
  }
  const lines = planLineAttributes({ lines: before.lines, lineProofs, ...(asked && { asked }) })
  if (lines[0]) {
    outcome = outcome === 'unchanged' ? 'written' : outcome
    await setLines({ cart, id: before.id, lines })
  }
  const kept = before.discountCodes.filter((code) => !oldCodes.includes(code))
  const all = [...new Set([...kept, ...codes])]
  if (all.join() !== before.discountCodes.join()) {
    outcome = outcome === 'unchanged' ? 'written' : outcome
    await cart.setCodes(before.id, all)
  }
  return outcome
}

/** One refused line, such as one that has sold out, must not keep the others from their proofs. */
async function setLines({
  cart,
  id,
  lines,
}: Pick<WriteProofsParameters, 'cart'> & {
  readonly id: string
  readonly lines: ReturnType<typeof planLineAttributes>
}): Promise<void> {
  try {
    await cart.setLines(id, lines)
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (lines.length === 1) return
    for (const line of lines) await setLines({ cart, id, lines: [line] })
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof PalisadeError && /^ERR_CART_(?:REFUSED|FULL)$/.test(error.code)
}

function lostRace(): PalisadeError {
  return new PalisadeError({
    code: 'ERR_CART_RACE',
    message:
      'Another program has replaced the attributes of the cart three times. Renew the gates in a moment.',
  })
}
