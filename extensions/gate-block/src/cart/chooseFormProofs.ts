import type { LineProof } from '../api/types.ts'
import type { OpenGate } from '../state.ts'

/** What the product forms carry, and the page's gates that it opens. */
export type FormProofs = { readonly lineProofs: readonly LineProof[]; readonly gates: readonly OpenGate[] }

export type ChooseFormProofsParameters = {
  readonly held: FormProofs
  readonly offered: FormProofs
  /** The page's gates of which nothing is known. */
  readonly unchecked: readonly number[]
  readonly now: number
}

/**
 * Choose between old proofs and new ones: a form carries one, and no cart attribute makes up for the other.
 *
 * A gate that could not be read is in the old ones only; it must not cost one that is newly open.
 */
export function chooseFormProofs(parameters: ChooseFormProofsParameters): FormProofs {
  const { held, offered, unchecked, now } = parameters
  const isBetter =
    held.gates.some((old) => old.endsAt > now && unchecked.includes(old.number)) &&
    offered.gates.every((gate) => held.gates.some((old) => old.number === gate.number))
  return isBetter ? held : offered
}
