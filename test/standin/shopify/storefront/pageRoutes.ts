import { type Context, Hono } from 'hono'
import { buildProduct } from '../liquid/buildProduct.ts'
import { findProductByHandle, findVariant, type StandinProduct } from '../state.ts'
import type { StorefrontContext } from './context.ts'
import { type RenderPageParameters, renderPage, renderSections } from './renderPage.ts'
import { openCart, readTheme } from './session.ts'

type Listed = Record<string, unknown> & { title: string }

/** The theme's pages: home, collections, search, product, cart; and sections of them alone. */
export function pageRoutes(context: StorefrontContext): Hono {
  const { state, shop, signIns } = context
  const app = new Hono()
  type Page = Omit<RenderPageParameters, 'context' | 'theme' | 'cart' | 'path'>
  const page = async (c: Context, parameters: Page, status: 200 | 404 = 200) => {
    const cart = openCart({ c, shop, signIns })
    c.header('cache-control', 'no-store')
    const { pathname, search } = new URL(c.req.url)
    const whole = { context, theme: readTheme({ c, shop }), cart, path: pathname + search, ...parameters }
    const { section_id: one, sections: several } = c.req.query()
    const names = one ? [one] : (several?.split(',').slice(0, 5) ?? [])
    if (!names[0]) return c.html(await renderPage(whole), status)
    const rendered = await renderSections({ ...whole, names })
    if (!one) return c.json(rendered)
    return rendered[one] === null ? c.notFound() : c.html(String(rendered[one]))
  }
  const listProducts = (rate: string) =>
    [...shop.products.values()]
      .filter(({ isDraft }) => !isDraft)
      .map((product): Listed => ({ ...buildProduct({ state, shop, product, rate }), title: product.title }))

  const list = (c: Context, pageTitle: string, more: (products: Listed[]) => Record<string, unknown>) => {
    const products = listProducts(openCart({ c, shop, signIns }).presentmentRate)
    return page(c, { template: { file: 'index' }, pageTitle, more: { products, ...more(products) } })
  }
  app.get('/', (c) => list(c, shop.name, () => ({ is_home: true, page_type: 'index' })))
  for (const path of ['/collections', '/collections/all']) {
    const all = { title: 'Everything', handle: 'all' }
    app.get(path, (c) =>
      list(c, shop.name, (products) => ({ page_type: 'collection', collection: { ...all, products } })),
    )
  }
  app.get('/search', (c) => {
    const terms = (c.req.query('q') ?? '').slice(0, 100)
    return list(c, 'Search', (all) => {
      const found = all.filter(
        ({ title }) => terms !== '' && title.toLowerCase().includes(terms.toLowerCase()),
      )
      const results = found.map((product) => ({ ...product, object_type: 'product' }))
      const search = { terms, performed: terms !== '', results, results_count: results.length }
      return { page_type: 'search', products: results, search }
    })
  })
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
      more: { recommendations: { products: listOthers(c, product) } },
    })
  })
  app.get('/pages/:handle{[a-z-]+}', (c) => {
    const title = c.req.param('handle').replaceAll('-', ' ')
    return page(c, { template: { file: 'page' }, pageTitle: title, more: { page: { title } } })
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
