import type { FoundSubscription, ShopifyPort } from '../ports/shopify.ts'
import { type AdminGraphql, readPayload, runQuery } from './runOperation.ts'

const LIST = `#graphql
  query ListSubscriptions($topic: WebhookSubscriptionTopic!) {
    webhookSubscriptions(first: 25, topics: [$topic]) { nodes { id uri } }
  }`
const CREATE = `#graphql
  mutation WebhookSubscriptionCreate($topic: WebhookSubscriptionTopic!, $uri: String!) {
    webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri, format: JSON }) {
      webhookSubscription { id }
      userErrors { field message }
    }
  }`
const DELETE = `#graphql
  mutation WebhookSubscriptionDelete($id: ID!) {
    webhookSubscriptionDelete(id: $id) {
      deletedWebhookSubscriptionId
      userErrors { field message }
    }
  }`
/** User errors of these mutations have no code. */
const TAKEN = /already been taken/i
const GONE = /does not exist|could ?n[o']t be found|not found/i

type Found = { webhookSubscriptions: { nodes: { id: string; uri: string }[] } }
type Payload = { userErrors: readonly { message: string }[] }

/**
 * Webhook subscriptions of one shop. `appUrl` is the origin of this server; null if it has none, and then nothing can be
 * created. The app's configuration at Shopify decides the API version of every webhook.
 */
export function createSubscriptions(graphql: AdminGraphql, appUrl: string | null) {
  const run = async (root: string, document: string, variables: Record<string, unknown>, known: RegExp) => {
    const data = await runQuery<Record<string, Payload | null>>({ graphql, document, variables })
    const payload = data[root]
    const userErrors = payload?.userErrors.filter(({ message }) => !known.test(message)) ?? []
    readPayload({ payload: payload && { ...payload, userErrors } })
  }
  return {
    listSubscriptions: async ({ topic }) => {
      const variables = { topic: toName(topic) }
      const { webhookSubscriptions } = await runQuery<Found>({ graphql, document: LIST, variables })
      return webhookSubscriptions.nodes.map(
        ({ id, uri }): FoundSubscription => ({
          subscriptionId: id,
          isOurs: appUrl !== null && uri === composeUri(appUrl, topic),
        }),
      )
    },
    createSubscription: async ({ topic }) => {
      if (appUrl === null) throw new TypeError('A server without a URL cannot subscribe to webhooks.')
      const variables = { topic: toName(topic), uri: composeUri(appUrl, topic) }
      await run('webhookSubscriptionCreate', CREATE, variables, TAKEN)
    },
    deleteSubscription: async ({ subscriptionId }) => {
      await run('webhookSubscriptionDelete', DELETE, { id: subscriptionId }, GONE)
    },
  } satisfies Partial<ShopifyPort>
}

function composeUri(appUrl: string, topic: string): string {
  return new URL(`/webhooks/${topic}`, appUrl).href
}

/** Turn a webhook topic into Shopify's enum value: `shop/update` is `SHOP_UPDATE`. */
function toName(topic: string): string {
  return topic.replace('/', '_').toUpperCase()
}
