import type { HeldLines, SettlementAction } from './types.ts'

/** One handle for all our holds: none is put twice on a fulfilment order, and ours are known among others'. */
export const HOLD_HANDLE = 'palisade-gate'

/** A fulfilment order as Shopify tells it. `remaining`: what is still to be sent. */
export type FulfillmentOrderFacts = {
  readonly id: string
  readonly status: string
  readonly holds: readonly { readonly id: string; readonly handle: string | null; readonly isOurs: boolean }[]
  readonly lines: readonly { readonly id: string; readonly lineItemId: number; readonly remaining: number }[]
}
export type PlanHoldsResult = {
  readonly hold: readonly {
    readonly fulfillmentOrderId: string
    /** What is to be named: nothing where all of it is held. */
    readonly lines: readonly { readonly id: string; readonly quantity: number }[]
    readonly lineIds: readonly number[]
  }[]
  readonly release: readonly { readonly fulfillmentOrderId: string; readonly holdIds: readonly string[] }[]
  /** Holds of ours that stand and stay. */
  readonly standing: readonly HeldLines[]
  /** Lines of which nothing is left to be held: sent, or on their way. */
  readonly unheldLines: readonly number[]
  /** Lines that Shopify has not given to a location yet. */
  readonly unroutedLines: readonly number[]
  /** Lines that somebody else holds together with good ones: Shopify splits nothing that is on hold. */
  readonly blockedLines: readonly number[]
}

/** Those that Shopify lets a hold be put on. */
const HOLDABLE = ['OPEN', 'SCHEDULED', 'ON_HOLD']
const OVER = ['CLOSED', 'CANCELLED']

/** Plan which fulfilment orders to hold or let go, so that an order's broken lines, and nothing else of it, stay. */
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
      // What is good again goes: all of it is let go, and the rest held anew, where nobody else holds it too.
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
