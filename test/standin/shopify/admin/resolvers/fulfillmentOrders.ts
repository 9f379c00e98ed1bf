import { nextId, type StandinFulfillmentOrder, type StandinOrder, shopNow } from '../../state.ts'
import { type AdminContext, type ApiObject, formatGid, formatInstant, parseGid } from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'
import { toLineItem } from './lineItems.ts'

export function toFulfillmentOrder(ctx: AdminContext, found: StandinFulfillmentOrder): ApiObject {
  const order = ctx.shop.orders.find((each) => each.id === found.orderId)
  return {
    __typename: 'FulfillmentOrder',
    id: formatGid('FulfillmentOrder', found.id),
    orderId: formatGid('Order', found.orderId),
    orderName: order?.name ?? '',
    status: found.status,
    createdAt: instant(found.createdAt),
    updatedAt: instant(found.updatedAt),
    fulfillmentHolds: found.holds.map((hold) => toHold(ctx, hold)),
    lineItems: (args: PageArguments) =>
      paginate({
        items: found.lines,
        args,
        idOf: (line) => String(line.id),
        toNode: (line) => {
          const item = order?.lines.find((each) => each.id === line.lineItemId)
          return {
            __typename: 'FulfillmentOrderLineItem',
            id: formatGid('FulfillmentOrderLineItem', line.id),
            totalQuantity: line.totalQuantity,
            remainingQuantity: line.remainingQuantity,
            lineItem: order && item ? () => toLineItem(ctx, order, item) : null,
          }
        },
      }),
  }
}

export function toHold(ctx: AdminContext, hold: StandinFulfillmentOrder['holds'][number]): ApiObject {
  return {
    __typename: 'FulfillmentHold',
    id: hold.id,
    handle: hold.handle,
    reason: hold.reason,
    displayReason: hold.reason.toLowerCase(),
    reasonNotes: hold.reasonNotes,
    heldByRequestingApp: hold.appId === ctx.state.appId,
  }
}

export function findFulfillmentOrder(ctx: AdminContext, id: string): StandinFulfillmentOrder | null {
  const gid = parseGid(id)
  return gid?.type === 'FulfillmentOrder' ? (ctx.shop.fulfillmentOrders.get(Number(gid.id)) ?? null) : null
}

export function listFulfillmentOrders(
  ctx: AdminContext,
  order: StandinOrder,
  args: PageArguments,
): ApiObject {
  return paginate({
    items: [...ctx.shop.fulfillmentOrders.values()].filter((each) => each.orderId === order.id),
    args,
    idOf: (each) => String(each.id),
    toNode: (each) => toFulfillmentOrder(ctx, each),
  })
}

export type LinePart = { id: string; quantity: number }

/** Splits a fulfilment order: it keeps the named parts, and a new one gets the rest. Null when nothing is left over. */
export function splitFulfillmentOrder(
  ctx: AdminContext,
  found: StandinFulfillmentOrder,
  parts: readonly LinePart[],
): StandinFulfillmentOrder | null {
  const kept: StandinFulfillmentOrder['lines'] = []
  const rest: StandinFulfillmentOrder['lines'] = []
  for (const line of found.lines) {
    const quantity = parts.find((part) => parseGid(part.id)?.id === String(line.id))?.quantity ?? 0
    const left = line.remainingQuantity - quantity
    if (quantity > 0) kept.push({ ...line, totalQuantity: quantity, remainingQuantity: quantity })
    if (left > 0)
      rest.push({
        ...line,
        id: quantity > 0 ? nextId() : line.id,
        totalQuantity: left,
        remainingQuantity: left,
      })
  }
  found.lines = kept
  if (rest.length === 0) return null
  const now = new Date(shopNow(ctx.shop) * 1000).toISOString()
  const other: StandinFulfillmentOrder = {
    id: nextId(),
    orderId: found.orderId,
    status: found.status,
    createdAt: now,
    updatedAt: now,
    lines: rest,
    holds: [],
  }
  ctx.shop.fulfillmentOrders.set(other.id, other)
  return other
}

function instant(text: string): string {
  return formatInstant(Date.parse(text) / 1000)
}
