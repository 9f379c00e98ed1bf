import { type Context, Hono } from 'hono'
import { priceCart } from '../../checkout/priceCart.ts'
import type { StandinCart } from '../../state.ts'
import type { StorefrontContext } from '../context.ts'
import { readPath } from '../readPath.ts'
import { renderSections } from '../renderPage.ts'
import { openCart, readTheme, startCart } from '../session.ts'
import { addToCart } from './addToCart.ts'
import { CartError } from './CartError.ts'
import { changeLine } from './changeLine.ts'
import { enterCodes } from './enterCodes.ts'
import { formatCart, formatItem } from './formatCart.ts'
import { type CartBody, isTable, parseCartBody } from './parseCartBody.ts'
import { updateCart } from './updateCart.ts'

/** The cart endpoints of a storefront: `.js` for scripts, the others for forms. */
export function cartRoutes(context: StorefrontContext): Hono {
  const { shop, signIns } = context
  const app = new Hono()
  const open = (c: Context) => openCart({ c, shop, signIns })
  const price = (cart: StandinCart) => priceCart({ context, cart, step: 'CART_INTERACTION' })
  const answer = async (c: Context, cart: StandinCart, body: CartBody = {}, shown?: object) => {
    const sections = await renderAsked(c, cart, body)
    return c.json({ ...(shown ?? formatCart(price(cart))), ...(sections && { sections }) })
  }
  /** The sections that a theme asks for with its change. See https://shopify.dev/docs/api/ajax/reference/cart */
  const renderAsked = async (c: Context, cart: StandinCart, { sections }: CartBody) => {
    const names = typeof sections === 'string' ? sections.split(',') : Array.isArray(sections) ? sections : []
    if (!names[0]) return null
    const page = { template: { file: 'cart' }, path: '/cart', pageTitle: 'Your cart' }
    const asked = names.slice(0, 5).map(String)
    return renderSections({ context, theme: readTheme({ c, shop }), cart, ...page, names: asked })
  }

  app.use('/cart*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })
  app.get('/cart.js', (c) => answer(c, open(c)))
  app.get('/cart.json', (c) => answer(c, open(c)))
  app.on(['GET', 'POST'], ['/cart/update.js', '/cart/update'], async (c) => {
    const cart = open(c)
    const body = await parseCartBody(c.req.raw)
    updateCart({ shop, cart, body })
    return wantsJson(c) ? answer(c, cart, body) : c.redirect('/cart', 302)
  })
  app.on(['GET', 'POST'], ['/cart/change.js', '/cart/change'], async (c) => {
    const cart = open(c)
    const body = await parseCartBody(c.req.raw)
    changeLine({ shop, cart, body })
    return wantsJson(c) ? answer(c, cart, body) : c.redirect('/cart', 302)
  })
  app.on(['GET', 'POST'], ['/cart/clear.js', '/cart/clear'], (c) => {
    const cart = open(c)
    cart.lines = []
    return wantsJson(c) ? answer(c, cart) : c.redirect('/cart', 302)
  })
  app.on('POST', ['/cart/add.js', '/cart/add'], async (c) => {
    const cart = open(c)
    const body = await parseCartBody(c.req.raw)
    const added = addToCart({ shop, cart, items: readItems(body) })
    if (!wantsJson(c)) return c.redirect(readPath(body.return_to, '/cart'), 302)
    updateCart({ shop, cart, body: { attributes: body.attributes, discount: body.discount } })
    const { lines, decimals } = price(cart)
    const items = added.flatMap((line) => {
      const priced = lines.find((one) => one.line === line)
      return priced ? [formatItem(priced, decimals)] : []
    })
    return answer(c, cart, body, isTable(body.items) ? { items } : (items[0] ?? {}))
  })
  app.post('/cart', async (c) => {
    const body = await parseCartBody(c.req.raw)
    updateCart({ shop, cart: open(c), body })
    return c.redirect('checkout' in body ? '/checkout' : '/cart', 302)
  })
  app.post('/cart/buy-now', async (c) => {
    const cart = startCart({ c, shop, signIns })
    addToCart({ shop, cart, items: readItems(await parseCartBody(c.req.raw)) })
    return c.redirect(`/checkout?cart=${encodeURIComponent(cart.token)}`, 302)
  })
  // A cart's own address: it opens the cart's checkout in any browser.
  app.get('/cart/c/:token', (c) => {
    const token = `${c.req.param('token')}?key=${c.req.query('key') ?? ''}`
    return c.redirect(shop.carts.has(token) ? `/checkout?cart=${encodeURIComponent(token)}` : '/cart', 302)
  })
  app.get('/discount/:code', (c) => {
    enterCodes({ cart: open(c), codes: [c.req.param('code')] })
    return c.redirect(readPath(c.req.query('redirect'), '/'), 302)
  })
  app.onError((error, c) => {
    if (!(error instanceof CartError)) throw error
    const { status, title, message } = error
    if (wantsJson(c)) {
      return c.json({ status, message: title, description: message }, status)
    }
    return c.text(message, status)
  })
  return app
}

/** Whether a script asks: by the address, or by what it accepts, as Dawn does. */
const wantsJson = ({ req }: Context) =>
  req.path.endsWith('.js') || /^application\/(?:json|javascript)/.test(req.header('accept') ?? '')

function readItems(body: CartBody): unknown[] {
  if (!isTable(body.items)) return [body]
  return Object.values(body.items)
}
