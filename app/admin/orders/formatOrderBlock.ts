import type { OrderOutcome } from '../../core/settlement/types.ts'
import { OUTCOME_TEXTS } from './outcomes.ts'
import type { OrderBlockView, OrderView } from './views.ts'

const TONES = {
  committed: 'success',
  suspect: 'warning',
  duplicate: 'critical',
  unmatched: 'critical',
  unproved: 'critical',
  mixed: 'warning',
  none: 'neutral',
} as const satisfies Record<OrderOutcome, string>
const ACTION_TONES = { success: 'success', attention: 'warning', critical: 'critical' } as const

/** What the block on Shopify's page of an order shows if no gate applied to the order. */
export const NO_ORDER_BLOCK: OrderBlockView = {
  kind: 'none',
  sentence: 'No gate applied to this order.',
}

/** Format an order for the block on its page in Shopify's admin, in the words of its page in the app. */
export function formatOrderBlock(order: OrderView): OrderBlockView {
  const { id, outcome, action, summary, advice, gates, holders } = order
  const facts = [
    { title: gates.length === 1 ? 'Gate' : 'Gates', values: gates.map(({ name }) => name) },
    { title: 'Token', values: holders.tokens },
    {
      title: 'One-time pass',
      values: holders.passes.map(({ made, note }) => (note === '' ? made : `${made} (${note})`)),
    },
  ]
  return {
    kind: 'found',
    outcome: { text: OUTCOME_TEXTS[outcome], tone: TONES[outcome] },
    action: action && { text: action.text, tone: ACTION_TONES[action.tone] },
    summary,
    todo: advice.join(' '),
    facts: facts.filter(({ values }) => values.length > 0),
    path: `/app/orders/${id}`,
  }
}
