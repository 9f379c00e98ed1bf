import type { SettlementAction } from '../../core/settlement/types.ts'
import { formatCount } from '../list/formatCount.ts'
import type { ActionView } from './views.ts'

/** What was done about an order, in a word or two; null where nothing had to be. */
export function formatAction({
  kind,
  state,
  accepted,
}: Pick<SettlementAction, 'kind' | 'state' | 'accepted'>): ActionView | null {
  if (kind === 'none') return null
  if (accepted && state === 'lifted') return { text: kind === 'hold' ? 'Released' : 'Fine', tone: 'success' }
  if (kind === 'tag') return { text: 'Tagged', tone: 'attention' }
  if (kind === 'hold') return HOLDS[state]
  return state === 'done' ? { text: 'Canceled', tone: 'success' } : CANCELLATIONS[state]
}

const HOLDS = {
  none: null,
  pending: { text: 'Being held', tone: 'attention' },
  done: { text: 'Held', tone: 'attention' },
  partly: { text: 'Partly held', tone: 'critical' },
  impossible: { text: 'Not held', tone: 'critical' },
  lifted: { text: 'Let go', tone: 'success' },
} as const satisfies Record<SettlementAction['state'], ActionView | null>
const CANCELLATIONS = {
  none: null,
  pending: { text: 'Being canceled', tone: 'attention' },
  partly: { text: 'Not canceled', tone: 'critical' },
  impossible: { text: 'Not canceled', tone: 'critical' },
  lifted: { text: 'Let go', tone: 'success' },
} as const satisfies Record<Exclude<SettlementAction['state'], 'done'>, ActionView | null>

const HOLD_GONE = 'The hold was released in Shopify, or the items were shipped. They are not held again.'

/** Say what was done about an order, and what could not be. */
export function sayAction({
  action,
  isHoldGone,
}: {
  action: SettlementAction
  isHoldGone: boolean
}): string[] {
  const { kind, state, holds, unheldLines, error } = action
  const held = formatCount(holds.flatMap(({ lineIds }) => lineIds).length, 'line')
  return [
    ...(kind === 'tag' && state !== 'lifted'
      ? ['The order was tagged; nothing else was done, as you chose under Settings.']
      : []),
    ...(kind === 'hold' && holds.length > 0 && state !== 'lifted'
      ? [isHoldGone ? HOLD_GONE : `${held} of the order will not be shipped until the hold is released.`]
      : []),
    ...(kind === 'hold' && state === 'pending'
      ? ['Shopify is asked again until what should be held is held.']
      : []),
    ...(unheldLines.length > 0
      ? [
          `${formatCount(unheldLines.length, 'line')} of the order cannot be held: digital goods, or shipped already.`,
        ]
      : []),
    ...(state === 'lifted' ? [sayLifted(action)] : []),
    ...(kind === 'cancel' && state === 'done' ? ['The order was canceled, refunded and restocked.'] : []),
    ...(kind === 'cancel' && state === 'pending' ? ['The order is being canceled and refunded.'] : []),
    ...(error === null ? [] : [`Shopify answered last: ${error}`]),
  ]
}

function sayLifted({ kind, accepted }: SettlementAction): string {
  if (!accepted) return 'It was held until its unlock turned out to be good, and was let go then.'
  return kind === 'hold'
    ? 'Your staff released the hold. Nothing of it is held again, unless something worse is found.'
    : 'Your staff said that it is fine.'
}
