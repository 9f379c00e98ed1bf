import type { GateDraft, Reaction } from '../../core/gate/types.ts'
import { formatRequirement } from '../../core/requirement/formatRequirement.ts'
import type { Prisma } from '../generated/client.ts'

/** A draft in the columns of `gate`. */
export type DraftColumns = {
  name: string
  state: string
  subject: { kind: string; ids: number[] }
  requirement: Prisma.InputJsonObject
  reaction: ReactionJson
  cap: number
}
export type ReactionJson =
  | { kind: 'percentage'; hundredths: number }
  | { kind: 'fixedAmount'; thousandths: string }

/** Spell a draft as the columns of `gate`; amounts as decimal strings. */
export function formatDraft(draft: GateDraft): DraftColumns {
  return {
    name: draft.name,
    state: draft.state,
    subject: { kind: draft.subject.kind, ids: [...draft.subject.ids] },
    requirement: formatRequirement(draft.requirement) as unknown as Prisma.InputJsonObject,
    reaction: formatReaction(draft.reaction),
    cap: draft.cap,
  }
}

function formatReaction(reaction: Reaction): ReactionJson {
  return reaction.kind === 'percentage'
    ? { kind: reaction.kind, hundredths: reaction.hundredths }
    : { kind: reaction.kind, thousandths: String(reaction.thousandths) }
}
