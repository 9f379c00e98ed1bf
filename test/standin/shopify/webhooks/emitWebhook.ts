import type { StandinShop, StandinState, StandinWebhook } from '../state.ts'
import { pickFields } from './pickFields.ts'

export type EmitWebhookParameters = {
  state: StandinState
  shop: StandinShop
  /** As in a toml: `orders/create`. */
  topic: string
  payload: Record<string, unknown>
}

/** Scopes by topic, or by its first part: Shopify refuses a subscription if the app has none of them. */
export const TOPIC_SCOPES: Readonly<Record<string, readonly string[]>> = {
  orders: ['read_orders', 'write_orders'],
  refunds: ['read_orders', 'write_orders'],
  products: ['read_products', 'write_products'],
  collections: ['read_products', 'write_products'],
  discounts: ['read_discounts', 'write_discounts'],
  'customers/delete': ['read_customers', 'write_customers'],
  'customers/merge': ['read_customer_merge', 'write_customer_merge'],
  fulfillment_orders: [
    'read_merchant_managed_fulfillment_orders',
    'write_merchant_managed_fulfillment_orders',
    'read_third_party_fulfillment_orders',
    'write_third_party_fulfillment_orders',
  ],
}

/** Sends a webhook to every subscription of the app; does not wait for the delivery. */
export function emitWebhook({ state, shop, topic, payload }: EmitWebhookParameters): void {
  const asked = [...state.webhooks.subscriptions, ...shop.webhookSubscriptions].filter(
    (subscription) => subscription.topic === topic,
  )
  if (asked.length === 0 || !shop.installation || findTopicRefusal(shop, topic) !== null) {
    shop.webhooks.log.push({ topic, fate: 'not subscribed' })
    return
  }
  for (const { uri, includeFields } of asked) {
    const shown = includeFields.length > 0 ? pickFields(payload, includeFields) : payload
    // A snapshot: later changes have webhooks of their own.
    send(state, { shop, topic, uri, payload: structuredClone(shown) })
  }
}

/** Topics with protected customer data. */
const PROTECTED = /^(customers|draft_orders|fulfillment_orders|fulfillments|orders|refunds|returns)\//

const UNAPPROVED =
  'This app is not approved to subscribe to webhook topics containing protected customer data. See https://partners.shopify.com/1/apps/1/customer_data for more details.'

/** Why Shopify refuses a topic of an app by its approval for customer data; null if it does not. */
export function findDataRefusal(customerData: StandinShop['customerData'], topic: string): string | null {
  return PROTECTED.test(topic) && customerData !== 'approved' ? UNAPPROVED : null
}

/** Why Shopify refuses a subscription to a topic, or does not deliver it; null if it does not. */
export function findTopicRefusal(shop: StandinShop, topic: string): string | null {
  const refusal = findDataRefusal(shop.customerData, topic)
  if (refusal !== null) return refusal
  const needed = TOPIC_SCOPES[topic] ?? TOPIC_SCOPES[topic.split('/')[0] ?? '']
  const isGranted = !needed || needed.some((scope) => shop.installation?.scopes.includes(scope))
  return isGranted ? null : `Missing scope for webhook topic: ${topic} (${needed.join(' or ')}).`
}

function send(state: StandinState, webhook: StandinWebhook): void {
  const { webhooks } = webhook.shop
  const note = (fate: 'sent' | 'lost' | 'held') => webhooks.log.push({ topic: webhook.topic, fate })
  if (webhooks.isHeld) {
    webhooks.held.push(webhook)
    note('held')
    return
  }
  if (webhooks.loseNext > 0) {
    webhooks.loseNext -= 1
    note('lost')
    return
  }
  const times = webhooks.doubleNext > 0 ? 2 : 1
  webhooks.doubleNext = Math.max(0, webhooks.doubleNext - 1)
  for (let time = 0; time < times; time++) {
    note('sent')
    const { deliver } = state.webhooks
    if (!deliver) continue
    const delivery: Promise<unknown> = Promise.resolve()
      .then(() => deliver(webhook))
      .catch(() => undefined)
      .then(() => webhooks.pending.delete(delivery))
    webhooks.pending.add(delivery)
  }
}

export type ReleaseWebhooksParameters = { state: StandinState; shop: StandinShop }

/** Releases a shop's held webhooks, the latest first, because Shopify guarantees no order. */
export function releaseWebhooks({ state, shop }: ReleaseWebhooksParameters): void {
  shop.webhooks.isHeld = false
  for (const webhook of shop.webhooks.held.splice(0).reverse()) send(state, webhook)
}

/** Waits until no delivery of a shop is pending, including webhooks caused by earlier ones. */
export async function settleWebhooks({ webhooks }: StandinShop): Promise<void> {
  while (webhooks.pending.size > 0) await Promise.all(webhooks.pending)
}
