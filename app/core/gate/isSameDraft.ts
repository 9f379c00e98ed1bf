import { formatSortedJson } from '../text/formatSortedJson.ts'
import { formatDraftJson } from './draftJson.ts'
import type { GateDraft } from './types.ts'

/** Whether a merchant decided the same in two drafts, or in a gate and a draft. */
export function isSameDraft(one: GateDraft, other: GateDraft): boolean {
  return formatSortedJson(formatDraftJson(one)) === formatSortedJson(formatDraftJson(other))
}
