import { findChain } from '../../chain/findChain.ts'
import { type GateForm, isGroupForm, listConditionForms } from '../form.ts'
import { needsFlow } from '../needsFlow.ts'
import type { GateFacts, Remark } from './types.ts'

/** List the remark about a form that no wallet opens on a page of a BigCommerce store. */
export function listFlowRemarks({
  form: { root, reaction },
  facts: { platform },
}: {
  form: Pick<GateForm, 'root' | 'reaction'>
  facts: Pick<GateFacts, 'platform'>
}): Remark[] {
  if (platform !== 'bigcommerce') return []
  const placed = listConditionForms(root).flatMap(({ condition, path }) => {
    const chain = findChain(condition.chain)
    return chain ? [{ chain, path }] : []
  })
  const isFlat = !root.of.some(isGroupForm)
  const first = placed.find(({ chain }) => chain.family === 'flow')
  if (!first || !needsFlow({ kind: root.kind, isFlat, chains: placed.map(({ chain }) => chain.slug) }))
    return []
  return [{ kind: 'flow-wallet', path: `${first.path}.chain`, isExclusive: reaction.exclusive }]
}
