import { Badge, type BadgeProps } from '@shopify/polaris'
import type { EndpointState } from '../../core/chain/types.ts'

const BADGES = {
  healthy: { tone: 'success', children: 'Healthy' },
  resting: { tone: 'warning', children: 'Resting' },
  'wrong chain': { tone: 'critical', children: 'Wrong chain' },
  'never asked': { children: 'Not used yet' },
} as const satisfies Record<EndpointState, BadgeProps>

/** State of an endpoint, in a word or two. */
export function EndpointBadge({ state }: { state: EndpointState }) {
  return <Badge {...BADGES[state]} />
}
