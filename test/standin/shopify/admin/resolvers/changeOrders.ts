import { cancelOrder } from '../../checkout/order/cancelOrder.ts'
import { nextId } from '../../state.ts'
import { type AdminContext, formatGid, type UserError, userError } from '../context.ts'
import { findOrder } from './orders.ts'

const MOST_NOTE = 255

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
