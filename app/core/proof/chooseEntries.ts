import { comparePrices } from './comparePrices.ts'
import { countProofBytes, PROOF_MAX_BYTES, PROOF_MAX_ENTRIES } from './format.ts'
import type { ProofClaims, ProofEntry } from './types.ts'

/**
 * Choose the entries of a proof when not all open gates fit: exclusive gates first, then the best price for the shopper
 * (see `comparePrices`), ties to the lowest number. The result ascends by gate, as a proof does.
 */
export function chooseEntries({
  head,
  entries,
}: {
  head: Omit<ProofClaims, 'entries'>
  entries: readonly ProofEntry[]
}): ProofEntry[] {
  const chosen: ProofEntry[] = []
  for (const entry of [...entries].sort(compareWorth)) {
    if (chosen.length === PROOF_MAX_ENTRIES[head.carrier]) break
    const claims = { ...head, entries: [...chosen, entry] }
    if (countProofBytes(claims) <= PROOF_MAX_BYTES[head.carrier]) chosen.push(entry)
  }
  return chosen.sort((a, b) => a.gate - b.gate)
}

function compareWorth(a: ProofEntry, b: ProofEntry): number {
  if (a.reaction.exclusive !== b.reaction.exclusive) return a.reaction.exclusive ? -1 : 1
  const [x, y] = [a.reaction.price, b.reaction.price]
  if (x && y) return comparePrices(x, y) || a.gate - b.gate
  if ((x === null) !== (y === null)) return x ? -1 : 1
  return a.gate - b.gate
}
