import type { LineProof } from '../api/types.ts'
import { readClock } from '../session/readClock.ts'
import type { OpenGate } from '../state.ts'

/** The proofs of the product forms, and the page's gates that they open. */
export type FormProofs = { readonly lineProofs: readonly LineProof[]; readonly gates: readonly OpenGate[] }

export type ChooseFormProofsParameters = {
  readonly held: FormProofs
  readonly offered: FormProofs
  /** The page's gates that could not be checked. */
  readonly unchecked: readonly number[]
}

/**
 * Choose between the forms' old proofs and new ones. A form carries one proof, and no cart attribute can add the other.
 * Only an old proof may open a gate that could not be read. But an old proof must not replace one that newly opens a
 * gate.
 */
export function chooseFormProofs({ held, offered, unchecked }: ChooseFormProofsParameters): FormProofs {
  const isBetter =
    held.gates.some((old) => old.endsAt > readClock() && unchecked.includes(old.number)) &&
    offered.gates.every((gate) => held.gates.some((old) => old.number === gate.number))
  return isBetter ? held : offered
}
