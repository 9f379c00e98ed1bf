import { formatReaction } from '../proof/format.ts'
import { formatRequirement } from '../requirement/formatRequirement.ts'
import { toProofReaction } from './reaction.ts'
import type { Gate, GateDraft } from './types.ts'

/**
 * Decide a gate's revision after an edit: one higher if a field that its proofs depend on changed, or test mode shuts
 * somebody out, else the same.
 */
export function planRevision({ gate, draft }: { gate: Gate; draft: GateDraft }): number {
  const isSame = formatForComparison(gate) === formatForComparison(draft) && !isNarrowed({ gate, draft })
  return isSame ? gate.revision : gate.revision + 1
}

/** Whether test mode closes the gate to wallets for which it was open: their proofs must end. */
function isNarrowed({ gate, draft }: { gate: Gate; draft: GateDraft }): boolean {
  if (!draft.test.isOn) return false
  return !gate.test.isOn || gate.test.wallets.some((one) => !draft.test.wallets.includes(one))
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
