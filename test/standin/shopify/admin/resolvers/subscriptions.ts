import { nextId } from '../../state.ts'
import { findTopicRefusal } from '../../webhooks/emitWebhook.ts'
import { type AdminContext, type ApiObject, formatGid, userError } from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'

type Subscription = AdminContext['shop']['webhookSubscriptions'][number]

export type ListSubscriptionsArguments = PageArguments & { topics?: string[] | null; uri?: string | null }

/** The app's own subscriptions in a shop, without those of its toml. */
export function listSubscriptions(ctx: AdminContext, args: ListSubscriptionsArguments): ApiObject {
  return paginate({
    items: ctx.shop.webhookSubscriptions.filter(
      ({ topic, uri }) =>
        (!args.topics || args.topics.includes(toName(topic))) && (!args.uri || args.uri === uri),
    ),
    args,
    idOf: ({ id }) => id,
    toNode: toSubscription,
  })
}

export type CreateSubscriptionArguments = {
  topic: string
  webhookSubscription: { uri?: string | null; includeFields?: string[] | null }
}

/** Subscribes the app to a topic in one shop, if the shop has granted a scope for it and the app is approved. */
export function createSubscription(ctx: AdminContext, args: CreateSubscriptionArguments): ApiObject {
  const uri = args.webhookSubscription.uri ?? ''
  const topic = toTopic(args.topic)
  const message = findRefusal(ctx, { topic, uri })
  if (message !== null) return answer('Create', { webhookSubscription: null }, message)
  const includeFields = args.webhookSubscription.includeFields ?? []
  const created = { id: formatGid('WebhookSubscription', nextId()), topic, uri, includeFields }
  ctx.shop.webhookSubscriptions.push(created)
  return answer('Create', { webhookSubscription: toSubscription(created) })
}

/** Ends a subscription. */
export function deleteSubscription(ctx: AdminContext, { id }: { id: string }): ApiObject {
  const { webhookSubscriptions } = ctx.shop
  const at = webhookSubscriptions.findIndex((each) => each.id === id)
  if (at < 0) {
    return answer('Delete', { deletedWebhookSubscriptionId: null }, 'Webhook subscription does not exist')
  }
  webhookSubscriptions.splice(at, 1)
  return answer('Delete', { deletedWebhookSubscriptionId: id })
}

function findRefusal(ctx: AdminContext, { topic, uri }: { topic: string; uri: string }): string | null {
  // The app's address behind the stand-in's own tunnel has no TLS.
  if (!/^(https:\/\/[^/]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(uri))
    return 'Address is not a valid URL: it must start with https://'
  const isTaken = ctx.shop.webhookSubscriptions.some((each) => each.topic === topic && each.uri === uri)
  return isTaken ? 'Address for this topic has already been taken' : findTopicRefusal(ctx.shop, topic)
}

function answer(root: 'Create' | 'Delete', payload: Record<string, unknown>, message?: string): ApiObject {
  return {
    __typename: `WebhookSubscription${root}Payload`,
    ...payload,
    userErrors: message === undefined ? [] : [userError({ field: ['webhookSubscription'], message })],
  }
}

function toSubscription({ id, topic, uri, includeFields }: Subscription): ApiObject {
  return { __typename: 'WebhookSubscription', id, topic: toName(topic), uri, includeFields, format: 'JSON' }
}

function toName(topic: string): string {
  return topic.replace('/', '_').toUpperCase()
}

/** The topic of an enum value: `ORDERS_CREATE` is `orders/create`. Only resources whose webhooks are imitated. */
function toTopic(name: string): string {
  const resource = RESOURCES.find((each) => name.startsWith(`${each.toUpperCase()}_`))
  return resource ? `${resource}/${name.slice(resource.length + 1).toLowerCase()}` : name.toLowerCase()
}

const RESOURCES = [
  'app',
  'collections',
  'customers',
  'discounts',
  'domains',
  'fulfillment_orders',
  'orders',
  'products',
  'refunds',
  'shop',
]
