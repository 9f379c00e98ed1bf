import { z } from 'zod'
import { isShopDomain } from '../core/gate/isShopDomain.ts'
import type { ShopId } from '../core/gate/types.ts'
import { hasUnsafeCharacter } from '../core/text/hasUnsafeCharacter.ts'

/**
 * The numeric id of an object at Shopify. Null for null, and for a number above 2^53, which Shopify's samples contain:
 * `JSON.parse` rounds it, and the rounded number may be the id of another object.
 */
const ObjectId = z
  .number()
  .refine((id) => Number.isInteger(id) && id > 0, 'must be the id of an object')
  .transform((id) => (Number.isSafeInteger(id) ? id : null))
  .nullable()

/**
 * Domain and id of the shop that a payload names. Null if it names none: samples have null or `{shop}.myshopify.com`.
 */
function parseShopName(
  domain: string | null,
  id: number | null,
): { shopDomain: string; shopId: ShopId } | null {
  const shopDomain = domain?.toLowerCase() ?? ''
  return isShopDomain(shopDomain) && id !== null ? { shopDomain, shopId: BigInt(id) as ShopId } : null
}

/** @see https://shopify.dev/docs/api/webhooks/latest: topics app/uninstalled, shop/update: the shop itself */
export const ShopPayload = z
  .looseObject({ id: ObjectId, myshopify_domain: z.string().nullable() })
  .transform(({ id, myshopify_domain: domain }) => parseShopName(domain, id))

/** Topic app/scopes_update. What the database could not store is no scope. */
export const ScopesUpdatePayload = z
  .looseObject({ current: z.array(z.string()) })
  .transform(({ current }) => ({ current: current.filter((scope) => !hasUnsafeCharacter(scope)) }))

const NAMED = { shop_id: ObjectId, shop_domain: z.string() }

/** Topic shop/redact. @see https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance */
export const ShopRedactPayload = z
  .looseObject(NAMED)
  .transform(({ shop_id: id, shop_domain: domain }) => parseShopName(domain, id))

/** Topic customers/redact. */
export const CustomerPayload = z
  .looseObject({
    ...NAMED,
    customer: z.looseObject({ id: ObjectId.optional() }).nullish(),
    orders_to_redact: z.array(ObjectId).nullish(),
  })
  .transform(({ shop_id: id, shop_domain: domain, customer, orders_to_redact: orders }) => {
    const shop = parseShopName(domain, id)
    const orderIds = (orders ?? []).filter((orderId) => orderId !== null)
    return shop && { ...shop, customerId: customer?.id ?? null, orderIds }
  })

/** The number of a customer's global id; null for any other text. */
const CustomerGid = z
  .string()
  .transform((gid) => /^gid:\/\/shopify\/Customer\/([1-9][0-9]{0,18})$/.exec(gid)?.[1] ?? null)

/** Topic customers/merge. A merge that failed names both customers, too. */
export const MergePayload = z
  .looseObject({
    admin_graphql_api_customer_kept_id: CustomerGid,
    admin_graphql_api_customer_deleted_id: CustomerGid,
  })
  .transform(({ admin_graphql_api_customer_kept_id: into, admin_graphql_api_customer_deleted_id: from }) =>
    into === null || from === null || into === from ? null : { from, into },
  )

/** Topic customers/data_request. The payload also has an e-mail address and a phone number. The schema ignores both. */
export const DataRequestPayload = z
  .looseObject({
    ...NAMED,
    customer: z.looseObject({ id: ObjectId.optional() }).nullish(),
    orders_requested: z.array(ObjectId).nullish(),
    data_request: z.looseObject({ id: ObjectId.optional() }).nullish(),
  })
  .transform(
    ({ shop_id: id, shop_domain: domain, customer, orders_requested: orders, data_request: request }) => {
      const shop = parseShopName(domain, id)
      const orderIds = (orders ?? []).filter((orderId) => orderId !== null)
      return shop && { ...shop, requestId: request?.id ?? null, customerId: customer?.id ?? null, orderIds }
    },
  )

/**
 * A cart token or customer that is none is left out, and the order is settled all the same.
 * @see https://shopify.dev/docs/api/webhooks/latest: topics orders/create, orders/cancelled
 */
export const OrderPayload = z
  .looseObject({
    id: ObjectId,
    cart_token: z
      .string()
      .max(255)
      .refine((token) => !hasUnsafeCharacter(token))
      .nullish()
      .catch(null),
    customer: z.looseObject({ id: ObjectId.optional() }).nullish().catch(null),
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

/**
 * Topics fulfillment_orders/*, discounts/*, domains/*. The app ignores the payload: the job reads the changes from
 * Shopify.
 */
export const AnyPayload = z.looseObject({}).transform(() => ({}))

/** Topics products/*, collections/*, customers/delete. */
export const IdPayload = z.looseObject({ id: ObjectId }).transform(({ id }) => (id === null ? null : { id }))

/** A number in a field of Shopify Flow, which sends it as a number or as text. */
const FlowNumber = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^[0-9]{1,9}(?:\.0+)?$/)
      .transform(Number),
  ])
  .refine((value) => Number.isInteger(value) && value > 0, 'must be a whole number above 0')
const FlowText = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => !hasUnsafeCharacter(text), 'must be one line')

/**
 * A run of an action in a workflow of Shopify Flow.
 * @see https://shopify.dev/docs/apps/build/flow/actions/endpoints
 */
export const FlowRunPayload = z.looseObject({
  shopify_domain: z.string(),
  action_run_id: z.string().min(1).max(200),
  handle: z.string(),
  properties: z.looseObject({}),
})

/** The fields of each action, by its handle; `extensions/flow` declares them. */
export const FLOW_PROPERTIES = {
  'pause-gate': z.looseObject({ gate: FlowNumber }),
  'give-pass': z.looseObject({
    gate: FlowNumber,
    hours: z
      .union([
        z.literal('').transform(() => undefined),
        FlowNumber.refine((hours) => hours <= 168, 'must be at most 168'),
      ])
      .nullish(),
    note: FlowText(200).nullish(),
  }),
  'add-to-list': z.looseObject({ list: FlowText(200).min(1), wallet: FlowText(255).min(1) }),
} as const
