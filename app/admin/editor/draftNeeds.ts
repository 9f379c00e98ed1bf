import { findChain } from '../../core/chain/findChain.ts'
import { describeCallForm } from '../../core/gate/describeCallForm.ts'
import { EMPTY_CALL } from '../../core/gate/form.ts'
import { parseDecimalText } from '../../core/gate/parseDecimalText.ts'
import { formatUnits } from '../../core/requirement/amounts.ts'
import { hasField } from '../../core/requirement/kinds/facts.ts'
import { formatStakeName } from '../../core/requirement/kinds/stake.ts'
import { isChainCoin, isRecognized } from '../kinds.ts'
import type { NeedCard, NeedGroup, NeedNode } from '../needs.ts'
import type { ChainView, ListView } from '../views.ts'
import { type DraftCondition, type DraftGroup, type DraftNode, isDraftGroup } from './draft.ts'
import type { UseContractsResult } from './useContracts.ts'

export type DraftNeedsParameters = {
  readonly contracts: Pick<UseContractsResult, 'find' | 'kindOf'>
  readonly chains: readonly ChainView[]
  readonly lists: readonly ListView[]
}

/** Read the needs of a draft as far as it is filled in. `readNeeds` does the same for a gate. */
export function draftNeeds({ root, ...parameters }: DraftNeedsParameters & { root: DraftGroup }): NeedGroup {
  const count =
    root.kind === 'atLeast' ? Number(/^[0-9]{1,3}$/.exec(root.count.trim())?.[0] ?? 1) : root.of.length
  return { kind: root.kind, count, of: root.of.map((node) => draftNeed(node, parameters)) }
}

function draftNeed(node: DraftNode, parameters: DraftNeedsParameters): NeedNode {
  if (isDraftGroup(node)) return draftNeeds({ root: node, ...parameters })
  return draftCard({ condition: node, ...parameters })
}

/** Make the card of one condition of a draft, as far as it is filled in. */
export function draftCard({
  condition,
  contracts,
  chains,
  lists,
}: DraftNeedsParameters & { condition: DraftCondition }): NeedCard {
  const answer = contracts.find(condition)
  const known = answer !== null && answer !== 'asking' && answer.kind === 'known' ? answer.description : null
  const kind = contracts.kindOf(condition)
  const chain = findChain(condition.chain)
  const symbol = isChainCoin(kind) ? (chain?.nativeSymbol ?? '') : ''
  const coin = kind === 'stake' ? formatStakeName(symbol) : symbol
  const ids = condition.tokenIds.split(/[\s,;]+/).filter((id) => id !== '')
  const maximum = hasField(kind, 'maximum') ? readAmount(condition.maximum) : null
  const minimum = readAmount(condition.minimum)
  const coinDecimals = isChainCoin(kind) ? (chain?.coinDecimals ?? 0) : 0
  const decimals = known && 'decimals' in known ? known.decimals : coinDecimals
  const call = hasField(kind, 'call') ? (condition.call ?? EMPTY_CALL) : null
  const parts = call && describeCallForm(call)
  const isAnyAmount = minimum === null && decimals > 0
  return {
    kind,
    chain: condition.chain,
    chain_name: chains.find((each) => each.slug === condition.chain)?.name ?? chain?.name ?? '',
    chain_id: chain?.id ?? 0,
    // Never show an address that is not a token.
    contract: known || !isRecognized(kind) ? condition.contract.trim() : '',
    name: call?.label.trim() || (known?.name ?? coin),
    symbol: known?.symbol ?? coin,
    minimum: minimum ?? formatUnits({ amount: 1n, decimals }),
    ...(maximum === null ? {} : { maximum }),
    ...(hasField(kind, 'traits')
      ? { traits: (condition.traits ?? []).map(({ trait, values }) => `${trait}: ${values.join(', ')}`) }
      : {}),
    ...(call?.preset ? { preset: call.preset } : {}),
    ...(hasField(kind, 'tokenIds') && parts?.hasIds !== false && ids.length > 0 ? { token_ids: ids } : {}),
    ...(hasField(kind, 'perId') && condition.perId ? { per_id: true } : {}),
    ...(hasField(kind, 'list')
      ? { listName: lists.find(({ id }) => id === condition.listId)?.name ?? '' }
      : {}),
    ...(isAnyAmount ? { isAnyAmount } : {}),
  }
}

function readAmount(text: string): string | null {
  const amount = parseDecimalText(text) ?? ''
  return /^[0-9]+(\.[0-9]+)?$/.test(amount) && /[1-9]/.test(amount) ? amount : null
}
