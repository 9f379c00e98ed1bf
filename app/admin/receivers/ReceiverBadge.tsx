import { Badge } from '@shopify/polaris'
import type { ReceiverStatus } from './views.ts'

const TONES = { on: 'success', failing: 'warning', off: 'critical' } as const

/** How a receiver does. */
export function ReceiverBadge({ status: { kind, label } }: { status: ReceiverStatus }) {
  return <Badge tone={TONES[kind]}>{label}</Badge>
}
