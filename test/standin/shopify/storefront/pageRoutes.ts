import { type Context, Hono } from 'hono'
import { buildProduct } from '../liquid/buildProduct.ts'
import { findProductByHandle, findVariant, type StandinProduct } from '../state.ts'
import type { StorefrontContext } from './context.ts'
import { type RenderPageParameters, renderPage } from './renderPage.ts'
import { openCart } from './session.ts'

/** The theme's pages: home, collection, product, cart. */
export function pageRoutes(context: StorefrontContext): Hono {
  const { state, shop, signIns } = context
  const app = new Hono()
  type Page = Omit<RenderPageParameters, 'context' | 'cart' | 'path'>
  const page = async (c: Context, parameters: Page, status: 200 | 404 = 200) => {
    const cart = openCart({ c, shop, signIns })
    c.header('cache-control', 'no-store')
    const { pathname, search } = new URL(c.req.url)
    return c.html(await renderPage({ context, cart, path: pathname + search, ...parameters }), status)
  }
  const listProducts = (rate: string) =>
    [...shop.products.values()]
      .filter(({ isDraft }) => !isDraft)
      .map((product) => buildProduct({ state, shop, product, rate }))

  for (const path of ['/', '/collections', '/collections/all']) {
    app.get(path, (c) => {
      const { presentmentRate } = openCart({ c, shop, signIns })
      return page(c, {
        template: { file: 'index' },
        pageTitle: shop.name,
        more: { products: listProducts(presentmentRate), is_home: path === '/' },
      })
    })
  }
  app.get('/products.json', (c) => {
    const { presentmentRate } = openCart({ c, shop, signIns })
    return c.json({ products: listProducts(presentmentRate).map(({ metafields: _, ...row }) => row) })
  })
  app.get('/products/:handle{.+\\.js}', (c) => {
    const product = findProductByHandle(shop, c.req.param('handle').slice(0, -'.js'.length))
    if (!product) return c.json({ status: 404, message: 'Not Found' }, 404)
    const { presentmentRate: rate } = openCart({ c, shop, signIns })
    const { metafields: _, content: _content, ...row } = buildProduct({ state, shop, product, rate })
    return c.json(row)
  })
  app.get('/products/:handle', (c) => {
    const product = findProductByHandle(shop, c.req.param('handle'))
    if (!product) return missing(c)
    const asked = findVariant(shop, Number(c.req.query('variant')))
    const selectedVariantId = asked?.product === product ? asked.variant.id : null
    return page(c, {
      template: { file: 'product' },
      pageTitle: product.title,
      product,
      selectedVariantId,
      more: { others: listOthers(c, product) },
    })
  })
  app.get('/cart', (c) => page(c, { template: { file: 'cart' }, pageTitle: 'Your cart' }))
  app.notFound((c) => missing(c))
  return app

  function listOthers(c: Context, product: StandinProduct) {
    const { presentmentRate } = openCart({ c, shop, signIns })
    return listProducts(presentmentRate).filter((one) => one.id !== product.id)
  }
  function missing(c: Context) {
    return page(c, { template: { file: '404' }, pageTitle: 'Page not found' }, 404)
  }
}
