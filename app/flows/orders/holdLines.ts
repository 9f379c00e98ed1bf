import { UpstreamError } from '../../core/errors/base.ts'
import { formatError } from '../../core/errors/formatError.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { decideAction, NO_ACTION } from '../../core/settlement/decideAction.ts'
import { ROUTING_SECONDS } from '../../core/settlement/margins.ts'
import { HOLD_HANDLE, type PlanHoldsResult, planHolds } from '../../core/settlement/planHolds.ts'
import type { HeldLines, OrderFacts, SettlementAction, SettlementRow } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'
import { readHolding } from './readHolding.ts'

export type HoldLinesNeeds = Needs<'now' | 'shops' | 'jobs' | 'settlements' | 'audit' | 'shopify'>

/** How long until Shopify is asked again for an order whose lines cannot be held yet. Its webhook mostly comes first. */
const ROUTING_AGAIN = 900
const NOTES = 'Palisade: these items were bought without a valid token. See the order in the app.'
const NOTE = 'Cancelled by Palisade: bought without a valid token.'

/** How long Shopify may take to cancel an order it was asked to. */
const CANCEL_SECONDS = 900

/**
 * Do what was decided about an order that broke a rule: hold its broken lines, and nothing else of it, let go of what is
 * good again, or cancel it. What Shopify does not cancel, because some of it was sent already, is held. Where Shopify
 * does not let the app hold, the order says so and waits for the grant. May be called again at any point.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
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
    const action = expected.kind === 'cancel' ? await cancel(ctx, { shop, row }) : await hold(ctx, row)
    const isKept = await ctx.settlements.setAction({ shopId, orderId, action, expected, at: ctx.now() })
    if (!isKept) await lookAgain(ctx, { shopId, orderId, holds: action.holds })
    else if (action.state === 'pending' && !action.isNotAllowed) {
      const wait = action.kind === expected.kind ? ROUTING_AGAIN : 0
      await ctx.jobs.add({ shopId, kind: 'hold', key: String(orderId), runAt: ctx.now() + wait })
    }
  } catch (error) {
    const action = { ...expected, error: error instanceof UpstreamError ? tell(error) : null }
    await ctx.settlements.setAction({ shopId, orderId, action, expected, at: ctx.now() })
    throw error
  }
}

/** Shopify's own refusals are written for people; what else it answers is not. */
function tell(error: UpstreamError): string {
  return error.code === 'ERR_SHOPIFY_USER' ? formatError(error) : 'Shopify could not do it just then.'
}

/** The order was settled anew while holds were put: whatever was decided, what stands at Shopify is compared with it. */
async function lookAgain(
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

async function cancel(
  ctx: Needs<'now' | 'audit' | 'shopify'>,
  { shop, row }: { shop: Shop; row: SettlementRow },
): Promise<SettlementAction> {
  const { shopId, orderId, action, settlement } = row
  const order = await ctx.shopify.readOrder({ orderId })
  if (!order || order.cancelledAt !== null) return { ...action, state: 'done', error: null }
  if (action.askedAt !== undefined) {
    if (ctx.now() < action.askedAt + CANCEL_SECONDS) return action
    return holdInstead({ shop, row, order, error: 'Shopify took it and did not cancel this order.' })
  }
  try {
    await ctx.shopify.cancelOrder({ orderId, notify: true, note: NOTE })
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.code !== 'ERR_SHOPIFY_USER') throw error
    return holdInstead({ shop, row, order, error: formatError(error) })
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

/** What is left of an order that cannot be cancelled must not leave the shop either. */
function holdInstead({
  shop,
  row: { action, settlement },
  order,
  error,
}: {
  shop: Shop
  row: SettlementRow
  order: OrderFacts
  error: string
}): SettlementAction {
  const settings = { ...shop.settings, onViolation: 'hold' } as const
  const before = action.accepted ? { ...NO_ACTION, accepted: action.accepted } : NO_ACTION
  return { ...decideAction({ order, settlement, settings, before }), error }
}

async function hold(
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
  const error = isWaiting ? sayWaiting(plan) : null
  return {
    ...action,
    holds,
    unheldLines,
    error,
    state: chooseState({ action, holds, unheldLines, isWaiting }),
  }
}

function sayWaiting({ blockedLines }: Pick<PlanHoldsResult, 'blockedLines'>): string {
  return blockedLines.length > 0
    ? 'Somebody else holds these items together with others of the order. They are held by the app once that hold is released.'
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
