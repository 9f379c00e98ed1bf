import type { LineProof } from '../api/types.ts'
import type { SeenGates } from '../session/rememberGates.ts'
import { fetchCart } from './fetchCart.ts'
import { type Cart, type CartItem, proofKey } from './types.ts'

export type WriteCartProofsParameters = {
  readonly rootUrl: string
  /** The cart as last read. */
  readonly cart: Cart
  /** For the cart attribute; null takes an old one out. */
  readonly proof: string | null
  readonly lineProofs: readonly LineProof[]
  /** Discount codes that the cart is to have, and those of ours that it may have. */
  readonly codes: readonly string[]
  readonly oldCodes: readonly string[]
  /** The gates of known products, and whether a gate was found open or closed. Null: every line loses its proof. */
  readonly asked: {
    readonly seenGates: SeenGates
    readonly isDecided: (gate: number) => boolean
  } | null
}
export type WriteCartProofsResult = { readonly cart: Cart; readonly hasChanged: boolean }

/**
 * Bring the cart's attribute and lines in step with what was proven; other attributes and properties stay.
 *
 * A line keeps an old proof as long as one of its product's gates is not decided: a new one would not open that gate.
 * One change after the other, each on the cart that the last one answered: a change renames lines and may merge two.
 * @throws {GateError} of code `cart`
 */
export async function writeCartProofs(parameters: WriteCartProofsParameters): Promise<WriteCartProofsResult> {
  const { rootUrl, proof, codes, oldCodes } = parameters
  let { cart } = parameters
  let hasChanged = false

  // Codes that are written replace all there were.
  const held = (cart.discount_codes ?? []).map(({ code }) => code)
  const discount = [...new Set([...held.filter((code) => !oldCodes.includes(code)), ...codes])].join()
  if ((cart.attributes[proofKey] || null) !== proof || discount !== held.join()) {
    const attributes = { [proofKey]: proof ?? '' }
    const change = { attributes, discount: discount === held.join() ? undefined : discount }
    cart = await fetchCart({ rootUrl, path: 'cart/update.js', change })
    hasChanged = true
  }

  const tried = new Set<string>()
  for (let left = cart.items.length; left > 0; left -= 1) {
    const item = cart.items.find(
      (one) => !tried.has(one.key) && proofOf(one) !== wantedProof(one, parameters),
    )
    if (!item) break
    tried.add(item.key)
    const properties = { ...item.properties, [proofKey]: wantedProof(item, parameters) ?? undefined }
    const change = { id: item.key, quantity: item.quantity, properties }
    try {
      cart = await fetchCart({ rootUrl, path: 'cart/change.js', change })
      hasChanged = true
    } catch {
      // What has sold out since takes no change: the attribute speaks for it.
    }
  }
  return { cart, hasChanged }
}

function proofOf(item: CartItem): string | null {
  return item.properties?.[proofKey] || null
}

function wantedProof(item: CartItem, { lineProofs, asked }: WriteCartProofsParameters): string | null {
  const found = lineProofs.find(
    (line) => line.productId === item.product_id && line.variantId === item.variant_id,
  )
  const proof = found?.proof ?? null
  if (!asked) return proof
  const gates = asked.seenGates[item.product_id]
  if (!gates) return proof ?? proofOf(item)
  return gates.every(asked.isDecided) ? proof : (proofOf(item) ?? proof)
}
