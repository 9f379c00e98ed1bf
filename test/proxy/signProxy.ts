import { createHmac } from 'node:crypto'

export const PROXY_NOW = 1_800_000_000
const sign = (message: string) => createHmac('sha256', 'secret').update(message).digest('hex')

/** A door whose secret is `secret`. */
export const testDoor = { now: () => PROXY_NOW, sign, isEqual: (a: string, b: string) => a === b }

/** A storefront request as Shopify signs it; `changes` are made afterwards. */
export function signProxy(
  path: string,
  query: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>> = {},
): Request {
  const signed = {
    ...query,
    logged_in_customer_id: '',
    path_prefix: '/apps/palisade',
    shop: 'harbor.myshopify.com',
    timestamp: String(PROXY_NOW),
  }
  const message = Object.entries(signed)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join('')
  const whole = new URLSearchParams({ ...signed, signature: sign(message), ...changes })
  return new Request(`https://app.example${path}?${whole}`)
}
