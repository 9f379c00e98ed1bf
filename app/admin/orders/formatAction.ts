import type { HoldingState } from '../../core/settlement/holding.ts'
import type { SettlementAction } from '../../core/settlement/types.ts'
import { formatCount } from '../list/formatCount.ts'
import type { ActionView } from './views.ts'

/**
 * Format what was done about an order, in a word or two; null if nothing was needed. `Held` shows only after Shopify
 * has confirmed the hold.
 */
export function formatAction(action: SettlementAction): ActionView | null {
  const { kind, state, accepted } = action
  if (kind === 'none') return null
  if (accepted && state === 'lifted') return { text: kind === 'hold' ? 'Released' : 'Fine', tone: 'success' }
  if (kind === 'tag') return { text: 'Tagged', tone: 'attention' }
  if (kind === 'hold') return state === 'pending' ? formatPending(action) : HOLDS[state]
  return state === 'done' ? { text: 'Canceled', tone: 'success' } : CANCELLATIONS[state]
}

/** Some lines may be held from before, and a hold may wait for its release. */
function formatPending({ lineIds, holds, isNotAllowed }: SettlementAction): ActionView {
  if (holds.length > 0) {
    return lineIds.length === 0
      ? { text: 'Hold not released yet', tone: 'attention' }
      : { text: 'Partly held', tone: 'critical' }
  }
  return isNotAllowed ? { text: 'Not held', tone: 'critical' } : { text: 'Not held yet', tone: 'attention' }
}

const HOLDS = {
  none: null,
  done: { text: 'Held', tone: 'attention' },
  partly: { text: 'Partly held', tone: 'critical' },
  impossible: { text: 'Not held', tone: 'critical' },
  lifted: { text: 'Let go', tone: 'success' },
} as const satisfies Record<Exclude<SettlementAction['state'], 'pending'>, ActionView | null>
const CANCELLATIONS = {
  none: null,
  pending: { text: 'Being canceled', tone: 'attention' },
  partly: { text: 'Not canceled', tone: 'critical' },
  impossible: { text: 'Not canceled', tone: 'critical' },
  lifted: { text: 'Let go', tone: 'success' },
} as const satisfies Record<Exclude<SettlementAction['state'], 'done'>, ActionView | null>

const HOLD_GONE = 'The hold was released in Shopify, or the items were shipped. They are not held again.'

/** Describe what was done about an order, and what could not be done. */
export function sayAction({
  action,
  isHoldGone,
  holding,
}: {
  action: SettlementAction
  isHoldGone: boolean
  holding: HoldingState | null
}): string[] {
  const { kind, state, holds, unheldLines, error } = action
  const isNotAllowed = kind === 'hold' && holding === 'not-allowed'
  const held = formatCount(holds.flatMap(({ lineIds }) => lineIds).length, 'line')
  return [
    ...(kind === 'tag' && state !== 'lifted'
      ? ['The order was tagged; nothing else was done, as you chose under Settings.']
      : []),
    ...(kind === 'hold' && holds.length > 0 && state !== 'lifted'
      ? [isHoldGone ? HOLD_GONE : isNotAllowed ? HOLD_UNSEEN : sayHeld(held)]
      : []),
    ...(kind === 'hold' && state === 'pending' ? [sayPending({ action, holding })] : []),
    ...(unheldLines.length > 0
      ? [
          `${formatCount(unheldLines.length, 'line')} of the order cannot be held: digital goods, or shipped already.`,
        ]
      : []),
    ...(state === 'lifted' ? [sayLifted(action)] : []),
    ...(kind === 'cancel' && state === 'done' ? ['The order was canceled, refunded and restocked.'] : []),
    ...(kind === 'cancel' && state === 'pending' ? ['The order is being canceled and refunded.'] : []),
    // If Shopify does not allow holds, the error of the last attempt says nothing new.
    ...(error === null || isNotAllowed ? [] : [`The last attempt: ${error}`]),
  ]
}

const HOLD_UNSEEN =
  'The app put a hold on it. Whether it still stands the app cannot see, as Shopify does not let it any more: look at the order in Shopify.'

const sayHeld = (lines: string) => `${lines} of the order will not be shipped until the hold is released.`

function sayPending({
  action: { lineIds, holds },
  holding,
}: {
  action: SettlementAction
  holding: HoldingState | null
}): string {
  if (lineIds.length === 0) {
    return holding === 'not-allowed'
      ? 'It should be let go, and Shopify does not let the app release its hold. Release it in Shopify.'
      : 'It is let go as soon as Shopify releases the hold.'
  }
  const what = holds.length > 0 ? 'The rest of the order' : 'The order'
  if (holding === 'not-allowed') {
    return `${what} is tagged, but not held: Shopify does not let this app hold orders yet. It can be shipped.`
  }
  return `${what} is not held yet and can be shipped. Shopify is asked again until it is held.`
}

function sayLifted({ kind, accepted }: SettlementAction): string {
  if (!accepted) return 'It was held until its unlock turned out to be good, and was let go then.'
  return kind === 'hold'
    ? 'Your staff released the hold. Nothing of it is held again, unless something worse is found.'
    : 'Your staff said that it is fine.'
}
