import type { KnownData, Message } from './types.ts'

/**
 * Compose the body of a webhook: `{"type", "timestamp", "data"}`. Its bytes are the same at each attempt, because a
 * message does not change, but for wallets that the merchant no longer tells.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function composePayload({
  message: { kind, at, data },
  myshopifyDomain,
}: {
  message: Pick<Message, 'kind' | 'at'> & { readonly data: KnownData }
  myshopifyDomain: string
}): string {
  return JSON.stringify({
    type: kind,
    timestamp: new Date(at * 1000).toISOString(),
    data: { shop: myshopifyDomain, ...data },
  })
}
