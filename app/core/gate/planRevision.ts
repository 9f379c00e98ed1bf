import { formatReaction } from '../proof/format.ts'
import { formatRequirement } from '../requirement/formatRequirement.ts'
import { toProofReaction } from './reaction.ts'
import type { Gate, GateDraft } from './types.ts'

/** Decide a gate's revision after an edit: one higher if a field that its proofs depend on changed, else the same. */
export function planRevision({ gate, draft }: { gate: Gate; draft: GateDraft }): number {
  return formatForComparison(gate) === formatForComparison(draft) ? gate.revision : gate.revision + 1
}

function formatForComparison(draft: GateDraft): string {
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

/** Format a combination as text. Equal combinations have equal texts, in whatever order their fields come. */
export function formatCombination(combination: GateDraft['combination']): string {
  const { orderDiscounts, productDiscounts, shippingDiscounts, purchases } = combination
  return JSON.stringify([orderDiscounts, productDiscounts, shippingDiscounts, purchases])
}
