import { z } from 'zod'

/** Shopify's numeric id; what is not one is refused. */
const Id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)

/** @see https://shopify.dev/docs/api/webhooks/latest: topics orders/create, orders/cancelled */
export const OrderPayload = z.looseObject({
  id: Id,
  cart_token: z.string().max(255).nullish(),
  customer: z.looseObject({ id: Id.nullish() }).nullish(),
})

/** Topic orders/edited. */
export const OrderEditedPayload = z.looseObject({ order_edit: z.looseObject({ order_id: Id }) })

/** Topic refunds/create. */
export const RefundPayload = z.looseObject({ order_id: Id })

/** Topics fulfillment_orders/*, discounts/*, domains/*: what they say is read anew. */
export const AnyPayload = z.looseObject({})

/** Topics products/*, collections/*. */
export const IdPayload = z.looseObject({ id: Id })

/** Topics customers/data_request, customers/redact. @see https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance */
export const CustomerPayload = z.looseObject({
  customer: z.looseObject({ id: Id.nullish() }).nullish(),
  orders_to_redact: z.array(Id).nullish(),
})
