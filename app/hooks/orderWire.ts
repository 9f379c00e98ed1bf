import { z } from 'zod'
import { ObjectId } from './objectId.ts'

/** @see https://shopify.dev/docs/api/webhooks/latest: topics orders/create, orders/cancelled */
export const OrderPayload = z
  .looseObject({
    id: ObjectId,
    cart_token: z.string().max(255).nullish(),
    customer: z.looseObject({ id: ObjectId.optional() }).nullish(),
  })
  .transform(({ id, cart_token: cartToken, customer }) =>
    id === null ? null : { id, cartToken: cartToken ?? null, customerId: customer?.id ?? null },
  )

/** Topic orders/edited. */
export const OrderEditedPayload = z
  .looseObject({ order_edit: z.looseObject({ order_id: ObjectId }) })
  .transform(({ order_edit: { order_id: orderId } }) => (orderId === null ? null : { orderId }))

/** Topic refunds/create. */
export const RefundPayload = z
  .looseObject({ order_id: ObjectId })
  .transform(({ order_id: orderId }) => (orderId === null ? null : { orderId }))

/** Topics fulfillment_orders/*, discounts/*, domains/*. Nothing of it is used: the job asks Shopify what changed. */
export const AnyPayload = z.looseObject({}).transform(() => ({}))

/** Topics products/*, collections/*. */
export const IdPayload = z.looseObject({ id: ObjectId }).transform(({ id }) => (id === null ? null : { id }))
