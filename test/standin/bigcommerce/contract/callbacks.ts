import { z } from 'zod'
import { text, whole } from './operation.ts'

/** The exchange of a code, as docs/integrations/apps/guide/auth.mdx of the published documents describes it. */
export const tokenRequest = z.strictObject({
  client_id: text,
  client_secret: text,
  code: text,
  context: text,
  scope: text,
  grant_type: z.literal('authorization_code'),
  redirect_uri: text,
})

const account = z.strictObject({ id: whole, username: text, email: text })

export const tokenAnswer = z.strictObject({
  access_token: text,
  scope: text,
  user: account,
  owner: account,
  context: text,
  account_uuid: z.uuid(),
})

/** The claims of `signed_payload_jwt`: docs/integrations/apps/guide/callbacks.mdx. */
export const payloadClaims = z.strictObject({
  aud: text,
  iss: z.literal('bc'),
  iat: whole,
  nbf: whole,
  exp: whole,
  jti: z.uuid(),
  sub: z.templateLiteral(['stores/', text]),
  user: z.strictObject({ id: whole, email: text, locale: text }),
  owner: z.strictObject({ id: whole, email: text }),
  url: text,
  channel_id: whole.nullable(),
})

/** The claims of a signed-in customer: docs/start/authentication/current-customer.mdx. */
export const customerClaims = z.strictObject({
  customer: z.strictObject({ id: whole, email: text, group_id: text }),
  iss: z.literal('bc/apps'),
  sub: text,
  iat: whole,
  exp: whole,
  version: z.literal(1),
  aud: text,
  application_id: text,
  store_hash: text,
  operation: z.literal('current_customer'),
})

const ofOrder = z.strictObject({ type: z.literal('order'), id: whole })
const ofCart = z.strictObject({ type: z.literal('cart'), id: z.uuid() })
const ofCartItem = z.strictObject({ type: z.literal('cart_line_item'), id: z.uuid(), cartId: z.uuid() })
const ofProduct = z.strictObject({ type: z.literal('product'), id: whole })

/** What `data` of a webhook holds, by its event: docs/integrations/webhooks/events/index.mdx. */
export const EVENTS = {
  'store/order/created': ofOrder,
  'store/order/updated': ofOrder,
  'store/order/archived': ofOrder,
  'store/order/statusUpdated': ofOrder.extend({
    status: z.strictObject({ previous_status_id: whole, new_status_id: whole }),
  }),
  'store/order/refund/created': ofOrder.extend({ refund: z.strictObject({ refund_id: whole }) }),
  'store/cart/created': ofCart,
  'store/cart/updated': ofCart,
  'store/cart/deleted': ofCart,
  'store/cart/abandoned': ofCart,
  'store/cart/couponApplied': ofCart.extend({ couponId: whole }),
  'store/cart/converted': ofCart.extend({ orderId: whole }),
  'store/cart/lineItem/created': ofCartItem,
  'store/cart/lineItem/updated': ofCartItem,
  'store/cart/lineItem/deleted': ofCartItem,
  'store/product/created': ofProduct,
  'store/product/updated': ofProduct,
  'store/product/deleted': ofProduct,
  'store/information/updated': z.strictObject({ type: z.literal('store') }),
  'store/app/uninstalled': z.strictObject({ type: z.literal('store') }),
} as const satisfies Record<string, z.ZodType>

export type EventScope = keyof typeof EVENTS

/** A webhook's body around its `data`. */
export const envelope = z.strictObject({
  scope: text,
  store_id: text,
  data: z.record(z.string(), z.unknown()),
  hash: z.string().regex(/^[0-9a-f]{40}$/),
  created_at: whole,
  producer: z.templateLiteral(['stores/', text]),
})
