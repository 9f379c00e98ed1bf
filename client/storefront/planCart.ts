import { proofKey as blockKey } from '../../extensions/gate-block/src/cart/types.ts'
import { findWantedProof } from '../../extensions/gate-block/src/cart/writeCartProofs.ts'
import { toItem } from './toItem.ts'
import type { CartAttribute, CartLine, CartLineChange, LineProof } from './types.ts'

/** The name of the cart attribute and of the line attribute that carry a proof. */
export const proofKey: '_palisade' = blockKey

export type PlanCartAttributesParameters = {
  readonly attributes: readonly CartAttribute[]
  /** Null removes the proof. */
  readonly proof: string | null
}

/**
 * Plan the attributes of a cart: the whole set, because the Storefront API replaces it. Attributes of others stay, in
 * their order. Null if nothing is to be written.
 */
export function planCartAttributes({
  attributes,
  proof,
}: PlanCartAttributesParameters): CartAttribute[] | null {
  const held = attributes.filter(({ key }) => key === proofKey)
  // An empty text opens nothing.
  const isRight =
    proof === null ? held.every(({ value }) => !value) : held.length === 1 && held[0]?.value === proof
  return isRight ? null : mergeProof(attributes, proof)
}

export type PlanLineAttributesParameters = {
  readonly lines: readonly CartLine[]
  readonly lineProofs: readonly LineProof[]
  /** The gates of products, by product id, and whether a check found a gate open or closed; absent to remove all proofs. */
  readonly asked?: {
    readonly products: Readonly<Record<string, readonly number[]>>
    readonly isDecided: (gate: number) => boolean
  }
}

/**
 * Plan the lines that get other attributes. A line keeps an old proof while a gate of its product is undecided, because
 * a new proof would not open that gate. Attributes of others stay.
 */
export function planLineAttributes({
  lines,
  lineProofs,
  asked,
}: PlanLineAttributesParameters): CartLineChange[] {
  const known = asked ? { seenGates: asked.products, isDecided: asked.isDecided } : null
  return lines.flatMap((line) => {
    const proof = findWantedProof(toItem(line), { lineProofs, asked: known })
    const attributes = planCartAttributes({ attributes: line.attributes, proof })
    return attributes ? [{ id: line.id, attributes }] : []
  })
}

function mergeProof(attributes: readonly CartAttribute[], proof: string | null): CartAttribute[] {
  const others = attributes.filter(({ key }) => key !== proofKey)
  return proof === null ? others : [...others, { key: proofKey, value: proof }]
}
