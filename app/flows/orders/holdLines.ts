import { UpstreamError } from '../../core/errors/base.ts'
import { formatError } from '../../core/errors/formatError.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { chooseAction, NO_ACTION } from '../../core/settlement/chooseAction.ts'
import { ROUTING_SECONDS } from '../../core/settlement/margins.ts'
import { HOLD_HANDLE, type PlanHoldsResult, planHolds } from '../../core/settlement/planHolds.ts'
import type { HeldLines, OrderFacts, SettlementAction, SettlementRow } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'
import { readHolding } from './readHolding.ts'

export type HoldLinesNeeds = Needs<'now' | 'shops' | 'jobs' | 'settlements' | 'audit' | 'shopify'>

/** Seconds until an order whose lines cannot be held yet is tried again. Shopify's webhook usually comes first. */
const ROUTING_AGAIN = 900
const NOTES = 'Palisade: these items were bought without a valid token. See the order in Palisade.'
const NOTE = 'Canceled by Palisade: bought without a valid token.'

/** Seconds that Shopify may take to cancel an order. */
const CANCEL_SECONDS = 900

/**
 * Carry out the pending action of an order that broke a rule. Hold only its broken lines, release lines that are good
 * again, or cancel the order.
 *
 * If Shopify refuses or fails to cancel, for example because part of the order was sent, the order is held. If the app
 * may not hold orders, the action is marked so and waits for the grant. Idempotent.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function holdLines(
  ctx: HoldLinesNeeds,
  { myshopifyDomain, orderId }: { myshopifyDomain: string; orderId: number },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { id: shopId } = shop
  const row = await ctx.settlements.load({ shopId, orderId })
  if (row?.action.state !== 'pending') return
  const { action: expected } = row
  try {
    const action =
      expected.kind === 'cancel' ? await cancelOrder(ctx, { shop, row }) : await holdOrder(ctx, row)
    const isKept = await ctx.settlements.setAction({ shopId, orderId, action, expected, at: ctx.now() })
    if (!isKept) await queueComparison(ctx, { shopId, orderId, holds: action.holds })
    else if (action.state === 'pending' && !action.isNotAllowed) {
      const wait = action.kind === expected.kind ? ROUTING_AGAIN : 0
      await ctx.jobs.add({ shopId, kind: 'hold', key: String(orderId), runAt: ctx.now() + wait })
    }
  } catch (error) {
    const action = { ...expected, error: error instanceof UpstreamError ? formatUpstreamError(error) : null }
    await ctx.settlements.setAction({ shopId, orderId, action, expected, at: ctx.now() })
    throw error
  }
}

/** Format an error for staff. Only Shopify's user errors are written for people. */
function formatUpstreamError(error: UpstreamError): string {
  return error.code === 'ERR_SHOPIFY_USER' ? formatError(error) : 'Shopify could not do this at that moment.'
}

/**
 * The order was settled again while holds were placed. Queue a comparison of the new action with the holds at Shopify.
 */
async function queueComparison(
  ctx: Needs<'now' | 'jobs' | 'settlements'>,
  { shopId, orderId, holds }: Pick<SettlementRow, 'shopId' | 'orderId'> & Pick<SettlementAction, 'holds'>,
): Promise<void> {
  const row = await ctx.settlements.load({ shopId, orderId })
  if (row && row.action.kind !== 'cancel' && holds.length > 0) {
    const { action: expected } = row
    const action = { ...expected, kind: 'hold', state: 'pending', holds } as const
    await ctx.settlements.setAction({ shopId, orderId, action, expected, at: ctx.now() })
  }
  await ctx.jobs.add({ shopId, kind: 'hold', key: String(orderId), runAt: ctx.now() })
}

async function cancelOrder(
  ctx: Needs<'now' | 'audit' | 'shopify'>,
  { shop, row }: { shop: Shop; row: SettlementRow },
): Promise<SettlementAction> {
  const { shopId, orderId, action, settlement } = row
  const order = await ctx.shopify.readOrder({ orderId })
  if (!order || order.cancelledAt !== null) return { ...action, state: 'done', error: null }
  if (action.askedAt !== undefined) {
    if (ctx.now() < action.askedAt + CANCEL_SECONDS) return action
    return planHoldInstead({
      shop,
      row,
      order,
      error: 'Shopify accepted the cancellation but did not cancel this order.',
    })
  }
  try {
    await ctx.shopify.cancelOrder({ orderId, notify: true, note: NOTE })
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.code !== 'ERR_SHOPIFY_USER') throw error
    return planHoldInstead({ shop, row, order, error: formatError(error) })
  }
  await ctx.audit.add({
    shopId,
    entry: {
      at: ctx.now(),
      actor: 'system',
      action: 'order.cancelled',
      gate: null,
      reservationId: null,
      orderId: BigInt(orderId),
      detail: { outcome: settlement.outcome },
    },
  })
  return { ...action, askedAt: ctx.now(), error: null }
}

/** Decide the holds for an order that cannot be canceled: the rest of it must not be shipped. */
function planHoldInstead({
  shop,
  row: { action, settlement },
  order,
  error,
}: {
  shop: Shop
  row: SettlementRow
  order: Pick<OrderFacts, 'cancelledAt' | 'lines'>
  error: string
}): SettlementAction {
  const settings = { ...shop.settings, onViolation: 'hold' } as const
  const before = action.accepted ? { ...NO_ACTION, accepted: action.accepted } : NO_ACTION
  return { ...chooseAction({ order, settlement, settings, before }), error }
}

async function holdOrder(
  ctx: Needs<'now' | 'shopify'>,
  { orderId, orderedAt, action: before }: SettlementRow,
): Promise<SettlementAction> {
  const { isNotAllowed: _, ...action } = before
  if ((await readHolding(ctx)) === 'not-allowed') return { ...action, error: null, isNotAllowed: true }
  const fulfillmentOrders = await ctx.shopify.listFulfillmentOrders({ orderId })
  const plan = planHolds({ action, fulfillmentOrders })
  for (const { fulfillmentOrderId, holdIds } of plan.release) {
    await ctx.shopify.releaseHold({ id: fulfillmentOrderId, holdIds })
  }
  const holds: HeldLines[] = [...plan.standing]
  for (const { fulfillmentOrderId, lines, lineIds } of plan.hold) {
    const { holdId } = await ctx.shopify.holdFulfillmentOrder({
      id: fulfillmentOrderId,
      lines,
      notes: NOTES,
      handle: HOLD_HANDLE,
    })
    holds.push({ fulfillmentOrderId, holdIds: holdId === null ? [] : [holdId], lineIds })
  }
  const awaited = [...plan.unroutedLines, ...plan.blockedLines]
  const isWaiting = awaited.length > 0 && ctx.now() < orderedAt + ROUTING_SECONDS
  const lost = isWaiting ? plan.unheldLines : [...plan.unheldLines, ...awaited]
  const unheldLines = [...new Set([...action.unheldLines, ...lost])].sort((a, b) => a - b)
  const error = isWaiting ? describeWaiting(plan) : null
  return {
    ...action,
    holds,
    unheldLines,
    error,
    state: chooseState({ action, holds, unheldLines, isWaiting }),
  }
}

function describeWaiting({ blockedLines }: Pick<PlanHoldsResult, 'blockedLines'>): string {
  return blockedLines.length > 0
    ? 'Another hold covers these items together with other items of the order. The app holds them once that hold is released.'
    : 'Shopify has not chosen a location for these items yet.'
}

function chooseState(parameters: {
  action: SettlementAction
  holds: readonly HeldLines[]
  unheldLines: readonly number[]
  isWaiting: boolean
}): SettlementAction['state'] {
  const { action, holds, unheldLines, isWaiting } = parameters
  if (isWaiting) return 'pending'
  if (action.lineIds.length === 0 && unheldLines.length === 0) return 'lifted'
  if (unheldLines.length === 0) return 'done'
  return holds.length > 0 ? 'partly' : 'impossible'
}
