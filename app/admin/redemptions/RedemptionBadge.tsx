import { Badge, type BadgeProps } from '@shopify/polaris'
import type { ReservationState } from '../../core/redemption/types.ts'

const BADGES = {
  open: { tone: 'info', children: 'Reserved' },
  committed: { tone: 'success', children: 'Used' },
  released: { children: 'Released' },
  lapsed: { tone: 'warning', children: 'Released early' },
} as const satisfies Record<ReservationState, BadgeProps>

/** Badge for the state of a use, in a word or two. */
export function RedemptionBadge({ state }: { state: ReservationState }) {
  return <Badge {...BADGES[state]} />
}
