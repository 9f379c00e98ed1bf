import { measureProof, PROOF_MAX_BYTES, PROOF_MAX_ENTRIES } from './format.ts'
import type { ProofClaims, ProofEntry } from './types.ts'

/**
 * Choose which open gates a proof names when not all of them fit: exclusive ones first, then the best for the
 * shopper (percentages before amounts, larger first), ties to the lowest number. The result is in the proof's order.
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
    if (measureProof(claims) <= PROOF_MAX_BYTES[head.carrier]) chosen.push(entry)
  }
  return chosen.sort((a, b) => a.gate - b.gate)
}

const PRICE_RANK = { p: 0, q: 1, f: 2, r: 3 } as const

function compareWorth(a: ProofEntry, b: ProofEntry): number {
  if (a.reaction.exclusive !== b.reaction.exclusive) return a.reaction.exclusive ? -1 : 1
  const [x, y] = [a.reaction.price, b.reaction.price]
  if (x && y && x.kind === y.kind && x.amount !== y.amount) return x.amount > y.amount ? -1 : 1
  if (x && y && x.kind !== y.kind) return PRICE_RANK[x.kind] - PRICE_RANK[y.kind]
  if ((x === null) !== (y === null)) return x ? -1 : 1
  return a.gate - b.gate
}
