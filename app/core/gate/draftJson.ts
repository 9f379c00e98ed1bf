import { formatRequirement } from '../requirement/formatRequirement.ts'
import { parseRequirement } from '../requirement/parseRequirement.ts'
import { fieldsOf, readBoolean, readColumn, readNullable, readText, readWhole } from '../stored/fields.ts'
import { formatReactionJson, parseReactionJson } from './reactionJson.ts'
import {
  formatCombinationJson,
  formatLimits,
  formatSchedule,
  formatSubject,
  formatTest,
  parseCombination,
  parseGuard,
  parseLimits,
  parseSchedule,
  parseState,
  parseSubject,
  parseTest,
} from './termsJson.ts'
import type { GateDraft } from './types.ts'

/** Fields that gates got later: earlier versions have none. */
type Later = 'discountName' | 'test' | 'freshSignature' | 'showsUses'
type StoredDraft = Omit<GateDraft, Later> & Partial<Pick<GateDraft, Later>>

const DRAFT = fieldsOf<StoredDraft>({
  name: 'always',
  discountName: 'maybe',
  state: 'always',
  test: 'maybe',
  subject: 'always',
  requirement: 'always',
  reaction: 'always',
  cap: 'always',
  limits: 'always',
  schedule: 'always',
  guard: 'always',
  combination: 'always',
  recheck: 'always',
  freshSignature: 'maybe',
  showsUses: 'maybe',
})

/** Format a draft as the columns of the table `gate`. */
export function formatDraftColumns(draft: GateDraft) {
  const { name, discountName, state, cap, guard, recheck, freshSignature, showsUses } = draft
  return {
    name,
    discountName,
    state,
    test: formatTest(draft.test),
    subject: formatSubject(draft.subject),
    requirement: formatRequirement(draft.requirement),
    reaction: formatReactionJson(draft.reaction),
    cap,
    limits: formatLimits(draft.limits),
    schedule: formatSchedule(draft.schedule),
    combination: formatCombinationJson(draft.combination),
    guard,
    recheck,
    freshSignature,
    showsUses,
  }
}

/** Format a draft for the column `draft` of a gate's history. */
export function formatDraftJson(draft: GateDraft) {
  return { v: 1, ...formatDraftColumns(draft) }
}

/** Parse the column `draft`. @throws {SetupError} ERR_STORED_INVALID */
export function parseDraftJson(value: unknown): GateDraft {
  const fields = readColumn(value, 'draft', DRAFT)
  return {
    name: readText(fields.name, 'draft.name'),
    discountName: readNullable(fields.discountName ?? null, (name) => readText(name, 'draft.discountName')),
    state: parseState(fields.state),
    test: parseTest(fields.test),
    subject: parseSubject(fields.subject),
    requirement: parseRequirement(fields.requirement),
    reaction: parseReactionJson(fields.reaction),
    cap: readWhole(fields.cap, 'draft.cap'),
    limits: parseLimits(fields.limits),
    schedule: parseSchedule(fields.schedule),
    guard: parseGuard(fields.guard),
    combination: parseCombination(fields.combination),
    recheck: readBoolean(fields.recheck, 'draft.recheck'),
    freshSignature: readBoolean(fields.freshSignature ?? false, 'draft.freshSignature'),
    showsUses: readBoolean(fields.showsUses ?? false, 'draft.showsUses'),
  }
}
