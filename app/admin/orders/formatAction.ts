import type { HoldingState } from '../../core/settlement/holding.ts'
import type { SettlementAction } from '../../core/settlement/types.ts'
import { NOT_HELD_TITLE } from '../holding/describeHolding.ts'
import { formatCount } from '../list/formatCount.ts'
import type { ActionView } from './views.ts'

export type FormatActionParameters = {
  readonly action: SettlementAction
  /** Whether the app may hold orders now; null if nobody asked Shopify. */
  readonly holding: HoldingState | null
}

/**
 * Format what was done about an order, in a word or two; null if nothing was needed. `Held` shows only after Shopify
 * has confirmed the hold, and while it lets the app see holds.
 */
export function formatAction({ action, holding }: FormatActionParameters): ActionView | null {
  const { kind, state, accepted } = action
  if (kind === 'none') return null
  if (accepted && state === 'lifted')
    return { text: kind === 'hold' ? 'Released' : 'Approved', tone: 'success' }
  if (kind === 'tag') return { text: 'Tagged', tone: 'attention' }
  if (kind === 'hold') {
    if (state === 'pending') return formatPending({ action, holding })
    const isUnseen = holding === 'not-allowed' && action.holds.length > 0 && state !== 'lifted'
    return isUnseen ? { text: 'Hold not visible', tone: 'critical' } : HOLDS[state]
  }
  return state === 'done' ? { text: 'Canceled', tone: 'success' } : CANCELLATIONS[state]
}

/** Some lines may be held from before, and a hold may wait for its release. */
function formatPending({ action, holding }: FormatActionParameters): ActionView {
  const { lineIds, holds } = action
  const isMissing = holding === 'not-allowed' || (holding !== 'allowed' && action.isNotAllowed === true)
  if (holds.length > 0) {
    return lineIds.length === 0
      ? { text: 'Hold not released yet', tone: 'attention' }
      : { text: 'Partly held', tone: 'critical' }
  }
  return isMissing ? { text: NOT_HELD_TITLE, tone: 'critical' } : { text: 'Not held yet', tone: 'attention' }
}

const HOLDS = {
  none: null,
  done: { text: 'Held', tone: 'attention' },
  partly: { text: 'Partly held', tone: 'critical' },
  impossible: { text: 'Not held', tone: 'critical' },
  lifted: { text: 'Released', tone: 'success' },
} as const satisfies Record<Exclude<SettlementAction['state'], 'pending'>, ActionView | null>
const CANCELLATIONS = {
  none: null,
  pending: { text: 'Being canceled', tone: 'attention' },
  partly: { text: 'Not canceled', tone: 'critical' },
  impossible: { text: 'Not canceled', tone: 'critical' },
  lifted: { text: 'Not needed', tone: 'success' },
} as const satisfies Record<Exclude<SettlementAction['state'], 'done'>, ActionView | null>

const HOLD_GONE =
  'The hold was released in Shopify, or the items were shipped. Palisade does not hold them again.'

/** Describe what was done about an order, and what could not be done. */
export function describeAction({
  action,
  isHoldGone,
  holding,
  isStore,
}: {
  action: SettlementAction
  isHoldGone: boolean
  holding: HoldingState | null
  /** Whether the shop is on BigCommerce, where a cancellation is a status alone. */
  isStore: boolean
}): string[] {
  const { kind, state, holds, unheldLines, error } = action
  const isNotAllowed = kind === 'hold' && holding === 'not-allowed'
  const held = formatCount(holds.flatMap(({ lineIds }) => lineIds).length, 'line')
  return [
    ...(kind === 'tag' && state !== 'lifted'
      ? ['Palisade tagged the order and did nothing else, as you chose under Settings.']
      : []),
    ...(kind === 'hold' && holds.length > 0 && state !== 'lifted'
      ? [isHoldGone ? HOLD_GONE : isNotAllowed ? HOLD_UNSEEN : isStore ? HELD_THERE : describeHeld(held)]
      : []),
    ...(kind === 'hold' && state === 'pending' ? [describePending({ action, holding })] : []),
    ...(unheldLines.length > 0
      ? [
          `${formatCount(unheldLines.length, 'line')} of the order cannot be held: the items are digital or already shipped.`,
        ]
      : []),
    ...(state === 'lifted' ? [describeLifted(action)] : []),
    ...(kind === 'cancel' && state === 'done'
      ? [
          isStore
            ? 'Palisade canceled the order. Refund its payment in the control panel.'
            : 'Palisade canceled, refunded and restocked the order.',
        ]
      : []),
    ...(kind === 'cancel' && state === 'pending'
      ? [isStore ? 'Palisade is canceling the order.' : 'Palisade is canceling and refunding the order.']
      : []),
    // If Shopify does not allow holds, the error of the last attempt says nothing new.
    ...(error === null || isNotAllowed ? [] : [`Last attempt: ${error}`]),
  ]
}

const HOLD_UNSEEN =
  'Palisade put a hold on the order, but Shopify no longer lets it see whether the hold is still there. Check the order in Shopify.'

/** A store holds whole orders. */
const HELD_THERE = 'The order has the status “Manual Verification Required” until the hold is released.'

const describeHeld = (lines: string) =>
  `${lines} of the order will not be shipped until the hold is released.`

function describePending({
  action: { lineIds, holds },
  holding,
}: {
  action: SettlementAction
  holding: HoldingState | null
}): string {
  if (lineIds.length === 0) {
    return holding === 'not-allowed'
      ? 'The hold is no longer needed, but Shopify does not let Palisade release it. Release it in Shopify.'
      : 'The hold is no longer needed. The items can be shipped as soon as Shopify releases it.'
  }
  const what = holds.length > 0 ? 'The rest of the order' : 'The order'
  if (holding === 'not-allowed') {
    return `${what} is tagged, but not held: Shopify does not let Palisade hold orders yet. It can be shipped.`
  }
  return `${what} is not held yet and can be shipped. Palisade keeps asking Shopify to hold it.`
}

function describeLifted({ kind, accepted }: SettlementAction): string {
  if (!accepted)
    return 'Palisade held the order until its unlock turned out to be valid, then released the hold.'
  return kind === 'hold'
    ? 'Your staff released the hold. Palisade does not hold the order again unless it finds something worse.'
    : 'Your staff approved the order.'
}
