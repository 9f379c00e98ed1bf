import { createHmac, randomUUID } from 'node:crypto'

export type SignWebhookParameters = { shop: string; topic: string; rawBody: string; apiSecret: string }

/** Makes the headers that Shopify sends with a webhook; the signature is over the raw body's bytes. */
export function signWebhook(parameters: SignWebhookParameters): Record<string, string> {
  const { shop, topic, rawBody, apiSecret } = parameters
  return {
    'content-type': 'application/json',
    'user-agent': 'Shopify-Captain-Hook',
    'x-shopify-topic': topic,
    'x-shopify-shop-domain': shop,
    'x-shopify-api-version': '2026-10',
    'x-shopify-webhook-id': randomUUID(),
    'x-shopify-event-id': randomUUID(),
    'x-shopify-triggered-at': new Date().toISOString(),
    'x-shopify-hmac-sha256': createHmac('sha256', apiSecret).update(rawBody, 'utf8').digest('base64'),
  }
}
