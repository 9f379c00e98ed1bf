import type { FieldIssues } from '../../core/gate/issues.ts'
import type { Draft, DraftCondition } from './draft.ts'
import { toNodeIssues } from './toNodeIssues.ts'
import { listDraftConditions } from './tree.ts'
import type { UseContractsResult } from './useContracts.ts'

/**
 * List the conditions whose contracts to ask about again after a refused save. Empty unless the server found another
 * kind at an address than the form had.
 *
 * Such an answer in the page is out of date, also if it came with the gate. The server reached the chains, so the
 * contracts that were unreachable here are asked about too.
 */
export function listOutdated({
  issues,
  sent,
  conditions,
  find,
}: {
  readonly issues: FieldIssues
  /** The draft that was saved. */
  readonly sent: Draft
  /** The conditions of the draft now. */
  readonly conditions: readonly DraftCondition[]
  readonly find: UseContractsResult['find']
}): readonly DraftCondition[] {
  const placed = toNodeIssues({ issues, draft: sent })
  // An issue of the kind is shown at the address.
  const refused = listDraftConditions(sent.root).filter(
    ({ key }) => placed[`${key}.contract`] === 'other-kind',
  )
  if (refused.length === 0) return []
  return [...refused, ...conditions.filter((each) => isUnreachable(find(each)))]
}

function isUnreachable(answer: ReturnType<UseContractsResult['find']>): boolean {
  return answer !== null && answer !== 'asking' && answer.kind === 'unreachable'
}
