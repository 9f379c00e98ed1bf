import { cancelOrder } from '../../checkout/order/cancelOrder.ts'
import { nextId, type StandinOrder, shopNow } from '../../state.ts'
import { emitWebhook } from '../../webhooks/emitWebhook.ts'
import { formatOrder } from '../../webhooks/formatOrder.ts'
import { accessDenied, holdsScope } from '../checkAccess.ts'
import { type AdminContext, formatGid, parseGid, type UserError, userError } from '../context.ts'
import { findOrder, toOrder } from './orders.ts'

const MOST_TAGS = 250
const MOST_TAG = 40
const MOST_NOTE = 255

const payloadOf =
  (name: string) =>
  (error: UserError | null, node: unknown = null) => ({
    __typename: name,
    node,
    userErrors: error ? [userError(error)] : [],
  })

/** Finds the order whose tags a mutation changes. @throws GraphQLError without `write_orders`. */
function findTagged(ctx: AdminContext, id: string, mutation: string) {
  if (parseGid(id)?.type === 'Order' && !holdsScope(ctx.scopes, ['write_orders']))
    throw accessDenied(mutation, '`write_orders` access scope.')
  return findOrder(ctx, id)
}

function touchTagged(ctx: AdminContext, order: StandinOrder): void {
  order.updatedAt = new Date(shopNow(ctx.shop) * 1000).toISOString()
  const { state, shop } = ctx
  emitWebhook({ state, shop, topic: 'orders/updated', payload: formatOrder({ shop, order }) })
}

/** `tagsRemove` on an order: a missing tag is no error. */
export function removeTags(ctx: AdminContext, args: { id: string; tags: string[] }): unknown {
  const payload = payloadOf('TagsRemovePayload')
  const order = findTagged(ctx, args.id, 'tagsRemove')
  if (!order) return payload({ field: ['id'], message: 'Order does not exist' })
  const gone = new Set(args.tags.map((tag) => tag.trim().toLowerCase()))
  const left = order.tags.filter((tag) => !gone.has(tag.toLowerCase()))
  if (left.length < order.tags.length) {
    order.tags = left
    touchTagged(ctx, order)
  }
  return payload(null, toOrder(ctx, order))
}

/** `tagsAdd` on an order: existing tags remain, and tags are compared without case. */
export function addTags(ctx: AdminContext, args: { id: string; tags: string[] }): unknown {
  const payload = payloadOf('TagsAddPayload')
  const order = findTagged(ctx, args.id, 'tagsAdd')
  if (!order) return payload({ field: ['id'], message: 'Order does not exist' })
  const wanted = args.tags.map((tag) => tag.trim()).filter((tag) => tag !== '')
  if (wanted.some((tag) => tag.length > MOST_TAG))
    return payload({ field: ['tags'], message: `Tag is too long (maximum is ${MOST_TAG} characters)` })
  const known = new Set(order.tags.map((tag) => tag.toLowerCase()))
  const added = wanted.filter((tag) => !known.has(tag.toLowerCase()) && known.add(tag.toLowerCase()))
  if (order.tags.length + added.length > MOST_TAGS)
    return payload({ field: ['tags'], message: `Cannot have more than ${MOST_TAGS} tags` })
  if (added.length > 0) {
    order.tags.push(...added)
    touchTagged(ctx, order)
  }
  return payload(null, toOrder(ctx, order))
}

export type OrderCancelArguments = {
  orderId: string
  reason: string
  refund?: boolean | null
  refundMethod?: { originalPaymentMethodsRefund?: boolean | null; storeCreditRefund?: unknown } | null
  restock: boolean
  staffNote?: string | null
}

/** `orderCancel`. Shopify cancels in a job; the stand-in has cancelled when it answers. */
export function cancelOrderByApi(ctx: AdminContext, args: OrderCancelArguments): unknown {
  const payload = (error: UserError | null, job: unknown = null) => ({
    __typename: 'OrderCancelPayload',
    job,
    jobResult: null,
    orderCancelUserErrors: error ? [userError(error)] : [],
    userErrors: error ? [userError(error)] : [],
  })
  const refuse = (field: string, message: string, code: string) => payload({ field: [field], message, code })
  const order = findOrder(ctx, args.orderId)
  if (!order) return refuse('orderId', 'Order does not exist', 'NOT_FOUND')
  if (order.cancelledAt !== null)
    return refuse('orderId', 'Cannot cancel an order that has already been canceled', 'INVALID')
  if (args.refundMethod && args.refund !== null && args.refund !== undefined)
    return refuse('refund', 'Only one of refund and refundMethod may be given', 'INVALID')
  if ((args.staffNote ?? '').length > MOST_NOTE)
    return refuse('staffNote', `Staff note is too long (maximum is ${MOST_NOTE} characters)`, 'INVALID')
  const { state, shop } = ctx
  cancelOrder({
    ...{ state, shop, order },
    reason: args.reason.toLowerCase() as 'other',
    isRefunded: args.refundMethod?.originalPaymentMethodsRefund ?? args.refund ?? false,
    isRestocked: args.restock,
    note: args.staffNote ?? null,
  })
  return payload(null, { __typename: 'Job', id: formatGid('Job', nextId()), done: false })
}
