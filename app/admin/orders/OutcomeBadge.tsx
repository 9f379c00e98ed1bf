import { Badge, type BadgeProps } from '@shopify/polaris'
import type { OrderOutcome } from '../../core/settlement/types.ts'

const BADGES = {
  committed: { tone: 'success', children: 'Unlocked' },
  suspect: { tone: 'attention', children: 'Different cart' },
  duplicate: { tone: 'critical', children: 'Already used' },
  unmatched: { tone: 'critical', children: 'Unknown unlock' },
  unproved: { tone: 'critical', children: 'Not unlocked' },
  mixed: { tone: 'warning', children: 'Mixed' },
  none: { children: 'No gate' },
} as const satisfies Record<OrderOutcome, BadgeProps>

/** Badge for the outcome of an order or a line, in one word or two. */
export function OutcomeBadge({ outcome }: { outcome: OrderOutcome }) {
  return <Badge {...BADGES[outcome]} />
}
