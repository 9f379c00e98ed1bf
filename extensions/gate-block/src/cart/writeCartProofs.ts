import type { LineProof } from '../api/types.ts'
import type { SeenGates } from '../session/writeSeenGates.ts'
import { sendCartRequest } from './sendCartRequest.ts'
import { type Cart, type CartItem, proofKey } from './types.ts'

export type WriteCartProofsParameters = {
  readonly rootUrl: string
  /** The cart as last read. */
  readonly cart: Cart
  /** For the cart attribute; null removes an old proof. */
  readonly proof: string | null
  readonly lineProofs: readonly LineProof[]
  /** Discount codes that the cart must have. `oldCodes`: those of ours that it may have. */
  readonly codes: readonly string[]
  readonly oldCodes: readonly string[]
  /**
   * The gates of known products, and whether a check found a gate open or closed. Null removes the proofs of all lines.
   */
  readonly asked: {
    readonly seenGates: SeenGates
    readonly isDecided: (gate: number) => boolean
  } | null
}

/**
 * Write the proofs into the cart's attribute and lines; other attributes and properties stay. A line keeps an old proof
 * while a gate of its product is undecided, because a new proof would not open that gate. Changes run one after the
 * other, each on the cart of the last answer: a change renames lines and may merge two. Answers the resulting cart:
 * another object if anything changed.
 * @throws {GateError} of code `cart`
 */
export async function writeCartProofs(parameters: WriteCartProofsParameters): Promise<Cart> {
  const { rootUrl, proof, codes, oldCodes } = parameters
  let { cart } = parameters

  // Writing codes replaces all codes of the cart.
  const held = (cart.discount_codes ?? []).map(({ code }) => code)
  const all = [...new Set([...held.filter((code) => !oldCodes.includes(code)), ...codes])].join()
  const discount = all === held.join() ? undefined : all
  if ((cart.attributes[proofKey] || null) !== proof || discount !== undefined) {
    const change = { attributes: { [proofKey]: proof ?? '' }, discount }
    try {
      cart = await sendCartRequest(rootUrl, 'cart/update.js', change)
    } catch (error) {
      // A shop may refuse a long attribute. Then the lines' own proofs do; `checkLoss` tells of a line without one.
      if (!parameters.lineProofs[0]) throw error
    }
  }

  const tried = new Set<string>()
  for (let left = cart.items.length; left > 0; left -= 1) {
    const item = cart.items.find(
      (one) => !tried.has(one.key) && proofOf(one) !== findWantedProof(one, parameters),
    )
    if (!item) break
    tried.add(item.key)
    const properties = { ...item.properties, [proofKey]: findWantedProof(item, parameters) ?? undefined }
    const change = { id: item.key, quantity: item.quantity, properties }
    try {
      cart = await sendCartRequest(rootUrl, 'cart/change.js', change)
    } catch {
      // A line that has sold out since cannot be changed; the attribute carries its proof.
    }
  }
  return cart
}

function proofOf(item: Pick<CartItem, 'properties'>): string | null {
  return item.properties?.[proofKey] || null
}

/**
 * Find the proof that a line should have. It keeps an old one while a gate of its product is undecided, because a new
 * proof would not open that gate.
 */
export function findWantedProof(
  item: Pick<CartItem, 'product_id' | 'variant_id' | 'properties'>,
  { lineProofs, asked }: Pick<WriteCartProofsParameters, 'lineProofs' | 'asked'>,
): string | null {
  const found = lineProofs.find(
    (line) => line.productId === item.product_id && line.variantId === item.variant_id,
  )
  const proof = found?.proof ?? null
  if (!asked) return proof
  const gates = asked.seenGates[item.product_id]
  if (!gates) return proof ?? proofOf(item)
  return gates.every(asked.isDecided) ? proof : (proofOf(item) ?? proof)
}
