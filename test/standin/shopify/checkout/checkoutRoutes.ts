import { type Context, Hono } from 'hono'
import type { Liquid } from 'liquidjs'
import { renderLiquid } from '../liquid/renderLiquid.ts'
import type { StandinCart, StandinOrder } from '../state.ts'
import { enterCodes } from '../storefront/cart/enterCodes.ts'
import { parseCartBody } from '../storefront/cart/parseCartBody.ts'
import { renderSurface } from '../surfaces/surfaceRoutes.ts'
import { completeCheckout } from './completeCheckout.ts'
import type { CheckoutContext } from './context.ts'
import { describeCheckout } from './describeCheckout.ts'
import { describeOrder } from './describeOrder.ts'
import { formatCheckout } from './formatCheckout.ts'
import { type PricedCart, priceCart } from './priceCart.ts'
import { readOpenCheckout } from './readOpenCheckout.ts'

export type CheckoutRoutesParameters = {
  context: CheckoutContext
  /** An engine over `checkout/theme`. */
  engine: Liquid
  /** The shopper's own cart, if the URL names none. */
  findCart: (c: Context) => StandinCart | null
  /** The customer who is signed in; null for a guest. */
  findOwner: (c: Context) => number | null
  /** The language of the shopper's pages. */
  readLocale: (c: Context) => string
}

/** The checkout: page and JSON from the same priced cart, the order, the thank-you page. */
export function checkoutRoutes({
  context,
  engine,
  findCart,
  findOwner,
  readLocale,
}: CheckoutRoutesParameters): Hono {
  const { shop } = context
  const app = new Hono()
  const find = (c: Context) => {
    const token = c.req.query('cart')
    return token === undefined ? findCart(c) : (shop.carts.get(token) ?? null)
  }
  const price = (cart: StandinCart) =>
    priceCart({ context, cart: readOpenCheckout({ shop, cart }), step: 'CHECKOUT_INTERACTION' })
  const wantsJson = (c: Context) => (c.req.header('accept') ?? '').includes('application/json')
  const showJson = (c: Context) => {
    const cart = find(c)
    if (!cart)
      return c.json({ status: 404, message: 'Not Found', description: 'There is no such cart.' }, 404)
    return c.json(formatCheckout(price(cart)))
  }
  const showPage = async (c: Context, priced: PricedCart, status: 200 | 422 = 200) =>
    c.html(
      await renderLiquid({
        engine,
        template: { file: 'templates/checkout' },
        context: { shop: { name: shop.name }, checkout: describeCheckout({ shop, priced }) },
      }),
      status,
    )

  app.use('/checkout*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })
  app.get('/checkout.json', showJson)
  app.get('/checkout', async (c) => {
    if (wantsJson(c)) return showJson(c)
    const cart = find(c)
    if (!cart || cart.lines.length === 0) return c.redirect('/cart', 302)
    return showPage(c, price(cart))
  })
  app.post('/checkout/discount', async (c) => {
    const cart = find(c)
    if (!cart) return c.redirect('/cart', 302)
    const { code } = await parseCartBody(c.req.raw)
    enterCodes({ cart, codes: [...cart.discountCodes, String(code ?? '')] })
    return c.redirect(`/checkout?cart=${encodeURIComponent(cart.token)}`, 303)
  })
  app.post('/checkout/complete', async (c) => {
    const cart = find(c)
    if (!cart) return wantsJson(c) ? showJson(c) : c.redirect('/cart', 302)
    const { email } = await parseCartBody(c.req.raw)
    if (typeof email === 'string') cart.email = email
    const done = completeCheckout({ context, cart: readOpenCheckout({ shop, cart }) })
    if (done.kind === 'refused') {
      return wantsJson(c) ? c.json(formatCheckout(done.priced), 422) : showPage(c, done.priced, 422)
    }
    if (wantsJson(c)) return c.json({ order: done.order }, 201)
    return c.redirect(`/checkout/thank-you/${done.order.token}`, 303)
  })
  const showOrder = async (c: Context, order: StandinOrder, block: 'thank-you' | 'order-status') => {
    const locale = readLocale(c)
    return c.html(
      await renderLiquid({
        engine,
        template: { file: 'templates/thank-you' },
        context: {
          ...{ locale, dir: /^(?:ar|he)\b/.test(locale) ? 'rtl' : 'ltr' },
          shop: { name: shop.name },
          checkout: describeOrder({ shop, order }),
          surface: await renderSurface({ block, order, locale }),
        },
      }),
    )
  }
  app.get('/checkout/thank-you/:token', async (c) => {
    const order = shop.orders.find((one) => one.token === c.req.param('token'))
    return order ? showOrder(c, order, 'thank-you') : c.redirect('/', 302)
  })
  app.get('/account/orders/:token', async (c) => {
    const order = shop.orders.find((one) => one.token === c.req.param('token'))
    const isOwn = order !== undefined && order.customerId !== null && order.customerId === findOwner(c)
    return isOwn ? showOrder(c, order, 'order-status') : c.redirect('/account', 302)
  })
  return app
}
