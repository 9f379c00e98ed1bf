// Replaces `fetch`: requests to a shop go to the stand-in, and all other hosts but this machine are refused. Load it
// with `node --import` before the app, because Shopify's libraries store `fetch` when they are imported.
const origin = process.env.STANDIN_SHOPIFY_ORIGIN
if (!origin) throw new Error('STANDIN_SHOPIFY_ORIGIN is not set. Set it to the URL of the stand-in Shopify.')

const fetchDirectly = globalThis.fetch
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/
const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/

globalThis.fetch = function fetch(input, init) {
  const request = input instanceof Request ? input : null
  const url = new URL(request ? request.url : String(input))
  if (SHOP.test(url.hostname)) {
    const target = new URL(url.pathname + url.search, origin)
    const headers = new Headers(init?.headers ?? request?.headers)
    headers.set('x-shopify-shop-host', url.hostname)
    if (!request) return fetchDirectly(target, { ...init, headers })
    const body = init?.body ?? request.body
    const { method, redirect, signal } = request
    return fetchDirectly(target, {
      method,
      redirect,
      signal,
      ...init,
      headers,
      body,
      ...(body && { duplex: 'half' }),
    })
  }
  if (url.protocol === 'data:' || LOOPBACK.test(url.hostname)) return fetchDirectly(input, init)
  return Promise.reject(new TypeError(`No network here: a request to ${url.hostname} was refused.`))
}
