// Wraps `fetch`: requests to BigCommerce's two hosts go to its stand-in. Load it with `node --import` before the app, and
// behind the reroute of Shopify, which refuses all other hosts.
const origin = process.env.STANDIN_BIGCOMMERCE_ORIGIN
if (!origin)
  throw new Error('STANDIN_BIGCOMMERCE_ORIGIN is not set. Set it to the URL of the stand-in BigCommerce.')

const fetchBefore = globalThis.fetch
const HOSTS = ['api.bigcommerce.com', 'login.bigcommerce.com']

globalThis.fetch = function fetch(input, init) {
  const request = input instanceof Request ? input : null
  const url = new URL(request ? request.url : String(input))
  if (!HOSTS.includes(url.hostname)) return fetchBefore(input, init)
  const target = new URL(url.pathname + url.search, origin)
  if (!request) return fetchBefore(target, init)
  const { method, headers, redirect, signal } = request
  const body = init?.body ?? request.body
  return fetchBefore(target, {
    method,
    headers,
    redirect,
    signal,
    ...init,
    body,
    ...(body && { duplex: 'half' }),
  })
}
