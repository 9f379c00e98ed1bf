import { Badge, type BadgeProps } from '@shopify/polaris'
import type { ReservationState } from '../../core/redemption/types.ts'

const BADGES = {
  open: { tone: 'info', children: 'Set aside' },
  committed: { tone: 'success', children: 'Used' },
  released: { children: 'Given back' },
  lapsed: { tone: 'warning', children: 'Taken back' },
} as const satisfies Record<ReservationState, BadgeProps>

/** Badge for the state of a use, in a word or two. */
export function RedemptionBadge({ state }: { state: ReservationState }) {
  return <Badge {...BADGES[state]} />
}
