import { createHmac } from 'node:crypto'

export type SignProxyQueryParameters = {
  /** The query as name and value pairs, without `signature`. */
  query: Iterable<readonly [string, string]>
  secret: string
}

/**
 * Signs an app-proxy query as Shopify does: joins repeated values with commas, sorts the `name=value` strings by code
 * unit, and concatenates them without separator; HMAC-SHA-256 in hex.
 *
 * @see https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
 */
export function signProxyQuery(parameters: SignProxyQueryParameters): string {
  const values = new Map<string, string[]>()
  for (const [name, value] of parameters.query) values.set(name, [...(values.get(name) ?? []), value])
  const parts = [...values].map(([name, list]) => `${name}=${list.join(',')}`)
  parts.sort((left, right) => (left < right ? -1 : left > right ? 1 : 0))
  return createHmac('sha256', parameters.secret).update(parts.join('')).digest('hex')
}
