import { type Context, Hono } from 'hono'
import type { StorefrontContext } from './context.ts'
import { forwardProxy } from './forwardProxy.ts'
import { renderPage } from './renderPage.ts'
import { findCustomerId, openCart, readTheme } from './session.ts'

export type ProxyRoutesParameters = {
  context: StorefrontContext
  findClientAddress: (c: Context) => string
}

const DOWN = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Something went wrong</title></head>
<body><h1>There was an error in the third-party application.</h1>
<p>The store is fine. Try again in a moment.</p></body></html>`

/** The app proxy: `/apps/<subpath>/*`, any method. */
export function proxyRoutes({ context, findClientAddress }: ProxyRoutesParameters): Hono {
  const { shop, signIns, proxy, appOrigin, apiSecret } = context
  const app = new Hono()
  const prefix = `/apps/${proxy.subpath}`
  const forward = async (c: Context) => {
    const answer = await forwardProxy({
      request: c.req.raw,
      appOrigin,
      apiSecret,
      subpath: proxy.subpath,
      target: proxy.target,
      myshopifyDomain: shop.myshopifyDomain,
      storefrontOrigin: shop.storefrontOrigin,
      customerId: findCustomerId({ c, shop, signIns }),
      clientAddress: findClientAddress(c),
      ...(proxy.forwarding && { forwarding: proxy.forwarding }),
      now: Date.now() / 1000,
    })
    if (!answer) return c.html(DOWN, 502)
    if (!answer.headers.get('content-type')?.includes('application/liquid')) return answer
    const cart = openCart({ c, shop, signIns })
    const text = await answer.text()
    const page = {
      theme: readTheme({ c, shop }),
      template: { text },
      cart,
      path: prefix,
      pageTitle: shop.name,
    }
    return c.html(await renderPage({ context, ...page }))
  }
  app.all(prefix, forward)
  app.all(`${prefix}/*`, forward)
  return app
}
