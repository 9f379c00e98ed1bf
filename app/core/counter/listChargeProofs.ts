import { toProofReaction } from '../gate/reaction.ts'
import type { OrderProof } from '../settlement/types.ts'
import type { OrderCharge } from './types.ts'

/** List an order's charges as good proofs: the till checked the shopper, and its use is in the ledger. */
export function listChargeProofs(charges: readonly OrderCharge[]): OrderProof[] {
  return charges.map(({ id, gate, revision, grantId, units, reaction }) => ({
    kind: 'good',
    place: { kind: 'till', check: id },
    grant: grantId,
    entries: [{ gate, revision, cap: units, profile: 0, reaction: toProofReaction(reaction) }],
  }))
}
