import { findChain } from '../../core/chain/findChain.ts'
import type { ConditionCard } from '../../core/gate/formatGateCard.ts'
import type { ChainView } from '../views.ts'
import type { DraftCondition } from './draft.ts'
import type { UseContractsResult } from './useContracts.ts'

/** The conditions of a draft as the storefront will show them, as far as they are written. */
export function draftCards({
  conditions,
  contracts,
  chains,
}: {
  conditions: readonly DraftCondition[]
  contracts: Pick<UseContractsResult, 'find' | 'kindOf'>
  chains: readonly ChainView[]
}): ConditionCard[] {
  return conditions.map((condition) => {
    const answer = contracts.find(condition)
    const known =
      answer !== null && answer !== 'asking' && answer.kind === 'known' ? answer.description : null
    const kind = contracts.kindOf(condition)
    const { chain, minimum } = condition
    return {
      kind,
      chain,
      chain_name: chains.find((each) => each.slug === chain)?.name ?? findChain(chain)?.name ?? '',
      chain_id: findChain(chain)?.id ?? 0,
      // Shoppers never see an address that is no token.
      contract: known ? condition.contract.trim() : '',
      name: known?.name ?? '',
      symbol: known?.symbol ?? '',
      minimum: /^[0-9]+(\.[0-9]+)?$/.test(minimum.trim()) ? minimum.trim() : '1',
      ...(kind === 'erc1155' && {
        token_ids: condition.tokenIds.split(/[\s,]+/).filter((id) => id !== ''),
      }),
    }
  })
}
