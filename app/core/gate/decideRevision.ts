import { formatReaction } from '../proof/format.ts'
import { formatRequirement } from '../requirement/formatRequirement.ts'
import { toProofReaction } from './reaction.ts'
import type { Gate, GateDraft } from './types.ts'

/** The revision a gate has after an edit: one higher if what its proofs stand for has changed, else the same. */
export function decideRevision({ gate, draft }: { gate: Gate; draft: GateDraft }): number {
  return fingerprint(gate) === fingerprint(draft) ? gate.revision : gate.revision + 1
}

function fingerprint(draft: GateDraft): string {
  const { requirement, subject, reaction, cap, limits, guard, combination } = draft
  return JSON.stringify([
    formatRequirement(requirement),
    subject,
    formatReaction(toProofReaction(reaction)),
    cap,
    [limits.perWallet, limits.perToken, limits.total],
    guard,
    formatCombination(combination),
  ])
}

/** Spell a combination: the same text for the same rules, whatever the order of its fields. */
export function formatCombination(combination: GateDraft['combination']): string {
  const { orderDiscounts, productDiscounts, shippingDiscounts, purchases } = combination
  return JSON.stringify([orderDiscounts, productDiscounts, shippingDiscounts, purchases])
}
