import { Badge, type BadgeProps } from '@shopify/polaris'
import type { GateStatus } from './views.ts'

const BADGES = {
  active: { tone: 'success', children: 'Active' },
  test: { tone: 'attention', children: 'Test' },
  paused: { children: 'Paused' },
  scheduled: { tone: 'info', children: 'Scheduled' },
  ended: { children: 'Ended' },
  updating: { tone: 'info', progress: 'partiallyComplete', children: 'Updating' },
  pending: { tone: 'warning', children: 'Not fully live' },
} as const satisfies Record<GateStatus['kind'], BadgeProps>

/** One-word badge of a gate's status. */
export function StatusBadge({ status }: { status: GateStatus }) {
  return <Badge {...BADGES[status.kind]} />
}
