import { formatRequirement } from '../requirement/formatRequirement.ts'
import type { Gate, GateDraft } from './types.ts'

/** The revision a gate has after an edit: one higher if what it asks, is about or gives has changed, else the same. */
export function decideRevision({ gate, draft }: { gate: Gate; draft: GateDraft }): number {
  return fingerprint(gate) === fingerprint(draft) ? gate.revision : gate.revision + 1
}

function fingerprint({ requirement, subject, reaction, cap }: GateDraft): string {
  const value = reaction.kind === 'percentage' ? reaction.hundredths : reaction.thousandths
  return JSON.stringify([
    formatRequirement(requirement),
    subject.kind,
    subject.ids,
    reaction.kind,
    String(value),
    cap,
  ])
}
