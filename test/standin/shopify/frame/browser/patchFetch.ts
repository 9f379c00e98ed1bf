const RETRY = 'X-Shopify-Retry-Invalid-Session-Request'
const REAUTHORIZE = 'X-Shopify-API-Request-Failure-Reauthorize-Url'

/** Adds a fresh session token to every fetch to the app's own origin, as App Bridge does. */
export function patchFetch(idToken: () => Promise<string>): void {
  const original = window.fetch.bind(window)

  async function send(request: Request): Promise<Response> {
    const headers = new Headers(request.headers)
    headers.set('Authorization', `Bearer ${await idToken()}`)
    headers.set('X-Requested-With', 'XMLHttpRequest')
    return original(new Request(request, { headers }))
  }

  window.fetch = async (input, init) => {
    const request = new Request(input, init)
    if (new URL(request.url).origin !== location.origin || request.headers.has('Authorization'))
      return original(request)
    const again = request.clone()
    let response = await send(request)
    if (response.headers.get(RETRY) === '1') response = await send(again)
    const target = response.headers.get(REAUTHORIZE)
    if (target) window.open(target, '_self')
    return response
  }
}
