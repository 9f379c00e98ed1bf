import { toComparableAddress } from '../../core/chain/toComparableAddress.ts'
import { mayHaveTokenIds } from '../../core/flatRequirement/mayHaveTokenIds.ts'
import type { Sentence } from '../formatPlain.ts'
import { formatTokenName } from '../formatTokenName.ts'
import { formatSignInRule } from './formatSignInRule.ts'
import { splitEntries } from './projectDraft.ts'
import type { ProjectEditorModel } from './useProjectEditor.ts'

/** Format a draft's rule as a sentence; null until the draft has a known token or a listed wallet. */
export function draftRule({
  draft,
  contracts,
  condition,
  kind,
  hasMints,
}: Pick<ProjectEditorModel, 'draft' | 'contracts' | 'condition' | 'kind' | 'hasMints'>): Sentence | null {
  const answer = contracts.find(condition)
  const known = answer !== null && answer !== 'asking' && answer.kind === 'known' ? answer.description : null
  const walletCount = new Set(splitEntries(draft.allowedWallets).map(toComparableAddress)).size
  if (!known && walletCount === 0) return null
  return formatSignInRule({
    chain: draft.chain,
    token: known && formatTokenName({ ...known, contract: draft.contractAddress.trim() }),
    minimum: draft.minTokenBalance,
    tokenIds: (kind && mayHaveTokenIds(kind)) || hasMints ? splitEntries(draft.tokenIds) : [],
    walletCount,
  })
}
