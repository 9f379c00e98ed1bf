import { nextId, type StandinFulfillmentOrder, shopNow } from '../../state.ts'
import { type AdminContext, formatGid, parseGid, type UserError, userError } from '../context.ts'
import {
  findFulfillmentOrder,
  type LinePart,
  splitFulfillmentOrder,
  toFulfillmentOrder,
  toHold,
} from './fulfillmentOrders.ts'

const MOST_HOLDS = 10
const MOST_HANDLE = 64

export type FulfillmentOrderHoldInput = {
  reason: string
  reasonNotes?: string | null
  handle: string | null
  fulfillmentOrderLineItems: LinePart[]
}

/** `fulfillmentOrderHold`: holds the named lines, or all. An app may have ten holds, each with a distinct handle. */
export function holdFulfillmentOrder(
  ctx: AdminContext,
  args: { id: string; fulfillmentHold: FulfillmentOrderHoldInput },
): unknown {
  const { fulfillmentHold: input } = args
  const found = findFulfillmentOrder(ctx, args.id)
  const error = found
    ? judge(ctx, found, input)
    : { field: ['id'], message: 'Fulfillment order does not exist.', code: 'FULFILLMENT_ORDER_NOT_FOUND' }
  const payload = { __typename: 'FulfillmentOrderHoldPayload' }
  if (error || !found)
    return {
      ...payload,
      fulfillmentHold: null,
      fulfillmentOrder: null,
      remainingFulfillmentOrder: null,
      userErrors: error ? [userError(error)] : [],
    }
  const parts = input.fulfillmentOrderLineItems
  const rest = parts.length > 0 ? splitFulfillmentOrder(ctx, found, parts) : null
  const hold = {
    id: formatGid('FulfillmentHold', nextId()),
    handle: input.handle ?? '',
    reason: input.reason,
    reasonNotes: input.reasonNotes ?? null,
    appId: ctx.state.appId,
  }
  found.holds.push(hold)
  found.status = 'ON_HOLD'
  touch(ctx, found)
  return {
    ...payload,
    fulfillmentHold: toHold(ctx, hold),
    fulfillmentOrder: toFulfillmentOrder(ctx, found),
    remainingFulfillmentOrder: rest && toFulfillmentOrder(ctx, rest),
    userErrors: [],
  }
}

function judge(
  ctx: AdminContext,
  found: StandinFulfillmentOrder,
  input: FulfillmentOrderHoldInput,
): UserError | null {
  const refuse = (message: string, code: string | null, ...path: string[]): UserError => ({
    field: ['fulfillmentHold', ...path],
    message,
    code,
  })
  if (!['OPEN', 'SCHEDULED', 'ON_HOLD'].includes(found.status))
    return refuse('The fulfillment order is not in a state that can be put on hold.', null)
  const parts = input.fulfillmentOrderLineItems
  if (found.status === 'ON_HOLD' && parts.length > 0)
    return refuse('The fulfillment order is not in a splittable state.', 'FULFILLMENT_ORDER_NOT_SPLITTABLE')
  const own = found.holds.filter((hold) => hold.appId === ctx.state.appId)
  const handle = input.handle ?? ''
  if (handle.length > MOST_HANDLE)
    return refuse(`Handle is too long (maximum is ${MOST_HANDLE} characters).`, null, 'handle')
  if (own.some((hold) => hold.handle === handle))
    return refuse('Handle is already in use.', 'DUPLICATE_FULFILLMENT_HOLD_HANDLE', 'handle')
  if (own.length >= MOST_HOLDS)
    return refuse('The maximum number of holds is reached.', 'FULFILLMENT_ORDER_HOLD_LIMIT_REACHED')
  if (new Set(parts.map((part) => part.id)).size !== parts.length)
    return refuse('Line items are named twice.', 'DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS')
  for (const part of parts) {
    const line = found.lines.find((each) => String(each.id) === parseGid(part.id)?.id)
    if (part.quantity < 1) return refuse('Quantity must be greater than zero.', 'GREATER_THAN_ZERO')
    if (!line || part.quantity > line.remainingQuantity)
      return refuse('Invalid line item quantity.', 'INVALID_LINE_ITEM_QUANTITY')
  }
  return null
}

/** `fulfillmentOrderReleaseHold`: releases the named holds, or all of every app. An app may name only its own. */
export function releaseFulfillmentOrder(
  ctx: AdminContext,
  args: { id: string; holdIds?: string[] | null },
): unknown {
  const found = findFulfillmentOrder(ctx, args.id)
  const refuse = (message: string, code: string) => ({
    __typename: 'FulfillmentOrderReleaseHoldPayload',
    fulfillmentOrder: null,
    userErrors: [userError({ field: ['id'], message, code })],
  })
  if (!found) return refuse('Fulfillment order does not exist.', 'FULFILLMENT_ORDER_NOT_FOUND')
  const named = found.holds.filter((hold) => !args.holdIds || args.holdIds.includes(hold.id))
  if (args.holdIds && named.some((hold) => hold.appId !== ctx.state.appId))
    return refuse('The app cannot release a hold of another app.', 'INVALID_ACCESS')
  found.holds = found.holds.filter((hold) => !named.includes(hold))
  if (found.holds.length === 0 && found.status === 'ON_HOLD') found.status = 'OPEN'
  touch(ctx, found)
  return {
    __typename: 'FulfillmentOrderReleaseHoldPayload',
    fulfillmentOrder: toFulfillmentOrder(ctx, found),
    userErrors: [],
  }
}

function touch(ctx: AdminContext, found: StandinFulfillmentOrder): void {
  found.updatedAt = new Date(shopNow(ctx.shop) * 1000).toISOString()
}
