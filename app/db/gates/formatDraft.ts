import { formatReactionJson } from '../../core/gate/reactionJson.ts'
import {
  formatCombinationJson,
  formatLimits,
  formatSchedule,
  formatSubject,
} from '../../core/gate/termsJson.ts'
import type { GateDraft } from '../../core/gate/types.ts'
import { formatRequirement } from '../../core/requirement/formatRequirement.ts'
import type { Prisma } from '../generated/client.ts'

/** Format a draft as the columns of `gate`. */
export function formatDraft(draft: GateDraft) {
  const { name, state, cap, guard, recheck } = draft
  return {
    name,
    state,
    subject: formatSubject(draft.subject),
    requirement: formatRequirement(draft.requirement) as unknown as Prisma.InputJsonObject,
    reaction: formatReactionJson(draft.reaction),
    cap,
    limits: formatLimits(draft.limits),
    schedule: formatSchedule(draft.schedule),
    combination: formatCombinationJson(draft.combination),
    guard,
    recheck,
  }
}
