import { parseCode } from '../accessCode/parseCode.ts'
import type { OrderLine, OrderProof, SettlementReason } from './types.ts'

/**
 * Find the gates of which several codes took something off the same thing: a price was given more than once. A platform
 * that combines codes does not know that they are of one gate. The two codes of a pair count as one.
 */
export function findSecondCodes(codes: readonly string[], proofs: readonly OrderProof[]): SettlementReason[] {
  const named = new Set(codes.map(parseCode))
  const gates = proofs.flatMap((proof) =>
    proof.kind === 'good' && proof.place.kind === 'code' && named.has(proof.place.code)
      ? proof.entries.filter(({ reaction }) => reaction.price !== null).map(({ gate }) => gate)
      : [],
  )
  const seconds = gates.filter((gate, index) => gates.indexOf(gate) !== index)
  return [...new Set(seconds)].map((gate) => ({ kind: 'second-code', gate }))
}

/** List the codes that took something off the order as a whole. */
export function listWholeCodes(lines: readonly OrderLine[]): string[] {
  const all = lines.flatMap(({ discounts = [] }) => discounts)
  return [...new Set(all.flatMap(({ code, isWhole, amount }) => (isWhole && amount > 0n && code) || []))]
}
