import { signIdToken } from '../shopify/oauth/signIdToken.ts'

export type Merchant = {
  readonly appOrigin: string
  readonly apiKey: string
  readonly apiSecret: string
  readonly myshopifyDomain: string
  /** The merchant's session in the control panel of BigCommerce, instead of a token of Shopify. */
  readonly session?: string
}

/** Send the app a request of a merchant's browser inside Shopify's admin, with a session token valid for one minute. */
export function requestAdmin(
  { appOrigin, apiKey, apiSecret, myshopifyDomain, session }: Merchant,
  { path, body }: { path: string; body?: unknown },
): Promise<Response> {
  return fetch(`${appOrigin}${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${session ?? signIdToken({ shop: myshopifyDomain, apiKey, apiSecret })}`,
      'content-type': 'application/json',
      // The admin refuses user agents that are no browser.
      'user-agent':
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    },
  })
}
