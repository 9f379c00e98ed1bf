import type { HeldLines, SettlementAction } from './types.ts'

/** The handle of all our holds: it prevents a second one on a fulfilment order, and identifies ours among others. */
export const HOLD_HANDLE = 'palisade-gate'

/** A fulfilment order as read from Shopify. `remaining`: the quantity still to be sent. */
export type FulfillmentOrderFacts = {
  readonly id: string
  readonly status: string
  readonly holds: readonly { readonly id: string; readonly handle: string | null; readonly isOurs: boolean }[]
  readonly lines: readonly { readonly id: string; readonly lineItemId: number; readonly remaining: number }[]
}
export type PlanHoldsResult = {
  readonly hold: readonly {
    readonly fulfillmentOrderId: string
    /** The lines to name in the request; empty to hold the whole fulfilment order. */
    readonly lines: readonly { readonly id: string; readonly quantity: number }[]
    readonly lineIds: readonly number[]
  }[]
  readonly release: readonly { readonly fulfillmentOrderId: string; readonly holdIds: readonly string[] }[]
  /** Our existing holds that remain. */
  readonly standing: readonly HeldLines[]
  /** Lines with nothing left to hold: already sent, or on their way. */
  readonly unheldLines: readonly number[]
  /** Lines that Shopify has not assigned to a location yet. */
  readonly unroutedLines: readonly number[]
  /** Lines that somebody else holds together with good ones: Shopify does not split a fulfilment order on hold. */
  readonly blockedLines: readonly number[]
}

/** The statuses in which Shopify accepts a hold. */
const HOLDABLE = ['OPEN', 'SCHEDULED', 'ON_HOLD']
const OVER = ['CLOSED', 'CANCELLED']

/** Plan which fulfilment orders to hold or release, so that exactly the broken lines of an order are held. */
export function planHolds({
  action,
  fulfillmentOrders,
}: {
  action: Pick<SettlementAction, 'lineIds'>
  fulfillmentOrders: readonly FulfillmentOrderFacts[]
}): PlanHoldsResult {
  const wanted = new Set(action.lineIds)
  const hold: PlanHoldsResult['hold'][number][] = []
  const release: PlanHoldsResult['release'][number][] = []
  const standing: HeldLines[] = []
  const seen = new Set<number>()
  const blocked = new Set<number>()
  for (const { id, status, holds, lines } of fulfillmentOrders) {
    const own = lines.filter((line) => wanted.has(line.lineItemId))
    for (const line of own) seen.add(line.lineItemId)
    const left = own.filter(({ remaining }) => remaining > 0)
    const ours = holds.filter(({ handle, isOurs }) => isOurs && handle === HOLD_HANDLE).map((one) => one.id)
    if (OVER.includes(status)) continue
    const isWhole = lines.every(({ lineItemId, remaining }) => remaining === 0 || wanted.has(lineItemId))
    const parts = left.map((line) => ({ id: line.id, quantity: line.remaining }))
    if (ours.length > 0) {
      // Free the lines that are good again: release the whole hold, then hold the rest. Only if nobody else holds it
      // too.
      const isSplit = left.length > 0 && !isWhole && ours.length === holds.length
      if (left.length === 0 || isSplit) release.push({ fulfillmentOrderId: id, holdIds: ours })
      if (isSplit) hold.push({ fulfillmentOrderId: id, lines: parts, lineIds: listLines(left) })
      else if (left.length > 0)
        standing.push({ fulfillmentOrderId: id, holdIds: ours, lineIds: listLines(left) })
    } else if (left.length > 0 && HOLDABLE.includes(status)) {
      const isOnHold = status === 'ON_HOLD'
      if (isOnHold && !isWhole) for (const { lineItemId } of left) blocked.add(lineItemId)
      else {
        hold.push({ fulfillmentOrderId: id, lines: isOnHold ? [] : parts, lineIds: listLines(left) })
      }
    }
  }
  const held = new Set([
    ...standing.flatMap(({ lineIds }) => lineIds),
    ...hold.flatMap(({ lineIds }) => lineIds),
  ])
  const rest = action.lineIds.filter((id) => !held.has(id) && !blocked.has(id))
  return {
    hold,
    release,
    standing,
    unheldLines: rest.filter((id) => seen.has(id)),
    unroutedLines: rest.filter((id) => !seen.has(id)),
    blockedLines: action.lineIds.filter((id) => blocked.has(id)),
  }
}

function listLines(lines: readonly { readonly lineItemId: number }[]): number[] {
  return [...new Set(lines.map(({ lineItemId }) => lineItemId))].sort((a, b) => a - b)
}
