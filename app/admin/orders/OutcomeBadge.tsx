import { Badge, type BadgeProps } from '@shopify/polaris'
import type { OrderOutcome } from '../../core/settlement/types.ts'
import { OUTCOME_TEXTS } from './outcomes.ts'

const TONES = {
  committed: { tone: 'success' },
  suspect: { tone: 'attention' },
  duplicate: { tone: 'critical' },
  unmatched: { tone: 'critical' },
  unproved: { tone: 'critical' },
  mixed: { tone: 'warning' },
  none: {},
} as const satisfies Record<OrderOutcome, Pick<BadgeProps, 'tone'>>

/** Badge for the outcome of an order or a line, in one word or two. */
export function OutcomeBadge({ outcome }: { outcome: OrderOutcome }) {
  return <Badge {...TONES[outcome]}>{OUTCOME_TEXTS[outcome]}</Badge>
}
