import { findChain } from '../../chain/findChain.ts'
import { type GateForm, isGroupForm, listConditionForms } from '../form.ts'
import { needsFlow } from '../needsFlow.ts'
import type { Remark } from './types.ts'

/** List the remark about a form that no wallet opens on a page of the theme. */
export function listFlowRemarks({ root, reaction }: Pick<GateForm, 'root' | 'reaction'>): Remark[] {
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
