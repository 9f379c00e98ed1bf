import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { createSecret } from '../createStore.ts'
import { signCustomer } from '../oauth/signJwt.ts'
import type { StandinStore } from '../state.ts'
import { answerStorefront } from './answerStorefront.ts'
import { CARTS, CHECKOUTS, findCart, type ShopperCall } from './carts.ts'
import { placeOrder } from './placeOrder.ts'
import {
  renderCart,
  renderCheckout,
  renderConfirmation,
  renderHome,
  renderLogin,
  renderMissing,
  renderProduct,
} from './renderPages.ts'
import { THEME } from './theme.ts'

const COOKIE = 'SHOP_SESSION_TOKEN'

/** The pages of the storefront, and its API. */
export function routeStorefront(app: Hono<{ Bindings: HttpBindings }>, store: StandinStore): void {
  app.all('/api/storefront/*', async (c) => {
    const answer = await answerStorefront(store, openSession(c, store), c.req.raw)
    // With the cookie, which Hono keeps until it makes the answer.
    return c.newResponse(answer.body, answer)
  })
  app.get('/customer/current.jwt', (c) => {
    const customer = store.customers.get(openSession(c, store).customerId)
    if (c.req.query('app_client_id') !== store.app.clientId) return c.json({ error: 'Unknown app.' }, 404)
    return customer ? c.text(signCustomer(store, customer)) : c.json({ error: 'Not signed in.' }, 404)
  })
  app.get('/theme.css', (c) => c.body(THEME, 200, { 'content-type': 'text/css' }))
  app.get('/images/:name', (c) =>
    c.body(drawImage(c.req.param('name')), 200, { 'content-type': 'image/svg+xml' }),
  )
  app.get('/', (c) => c.html(renderHome(store)))
  app.get('/cart.php', (c) => c.html(renderCart(store, findCart({ store, session: openSession(c, store) }))))
  app.post('/cart.php', (c) => addToCart(c, store))
  app.get('/checkout', (c) =>
    c.html(renderCheckout(store, findCart({ store, session: openSession(c, store) }))),
  )
  app.post('/checkout/coupon', (c) => enterCode(c, store))
  app.post('/checkout/order', (c) => submitOrder(c, store))
  app.get('/checkout/order-confirmation/:id', (c) => {
    const order = store.orders.get(Number(c.req.param('id')))
    return order ? c.html(renderConfirmation(store, order)) : c.html(renderMissing(store), 404)
  })
  app.get('/login.php', (c) => c.html(renderLogin(store, openSession(c, store).customerId)))
  app.post('/login.php', (c) => signIn(c, store))
  app.get('/:path{[a-z0-9-]+}/', (c) => {
    const product = [...store.products.values()].find(({ path }) => path === `/${c.req.param('path')}/`)
    return product?.isVisible ? c.html(renderProduct(store, product)) : c.html(renderMissing(store), 404)
  })
}

/** The session of a browser's cookie. A browser without one gets it with its answer. */
function openSession(c: Context, store: StandinStore): ShopperCall['session'] {
  const known = getCookie(c, COOKIE)
  const session = known === undefined ? undefined : store.sessions.get(known)
  if (session) return session
  const cookie = createSecret()
  const fresh = { customerId: 0, cartId: null }
  store.sessions.set(cookie, fresh)
  setCookie(c, COOKIE, cookie, { path: '/', httpOnly: true, sameSite: 'Lax' })
  return fresh
}

async function addToCart(c: Context, store: StandinStore) {
  const session = openSession(c, store)
  const form = await c.req.formData()
  const [productId, variantId, quantity] = ['product_id', 'variant_id', 'qty'].map((name) =>
    Number(form.get(name)),
  )
  const lineItems = [{ productId, variantId, quantity }]
  const cart = findCart({ store, session })
  const call = { store, session, query: {}, params: { cartId: cart?.id ?? '' }, body: { lineItems } }
  const answer = cart ? CARTS['POST /carts/{cartId}/items']?.(call) : CARTS['POST /carts']?.(call)
  const product = store.products.get(productId ?? 0)
  if (answer?.problem && product) return c.html(renderProduct(store, product, answer.problem.title), 422)
  return c.redirect('/cart.php', 303)
}

async function enterCode(c: Context, store: StandinStore) {
  const session = openSession(c, store)
  const cart = findCart({ store, session })
  const couponCode = String((await c.req.formData()).get('code') ?? '').trim()
  const call = { store, session, query: {}, params: { checkoutId: cart?.id ?? '' }, body: { couponCode } }
  const answer = CHECKOUTS['POST /checkouts/{checkoutId}/coupons']?.(call)
  if (answer?.problem) return c.html(renderCheckout(store, cart, answer.problem.title), 422)
  return c.redirect('/checkout', 303)
}

async function submitOrder(c: Context, store: StandinStore) {
  const session = openSession(c, store)
  const cart = findCart({ store, session })
  if (!cart) return c.html(renderCheckout(store, null), 422)
  cart.email = String((await c.req.formData()).get('email') ?? cart.email)
  const placed = placeOrder(store, cart)
  if ('refusal' in placed) return c.html(renderCheckout(store, cart, placed.refusal), 422)
  session.cartId = null
  return c.redirect(`/checkout/order-confirmation/${placed.id}`, 303)
}

async function signIn(c: Context, store: StandinStore) {
  const session = openSession(c, store)
  const id = Number((await c.req.formData()).get('customer_id'))
  session.customerId = store.customers.has(id) ? id : 0
  const cart = findCart({ store, session })
  if (cart) {
    cart.customerId = session.customerId
    cart.email = store.customers.get(session.customerId)?.email ?? ''
  }
  return c.redirect('/', 303)
}

function drawImage(name: string): string {
  const hue = (Number.parseInt(name, 10) * 47) % 360
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="hsl(${hue} 40% 85%)"/><circle cx="5" cy="5" r="3" fill="hsl(${hue} 40% 55%)"/></svg>`
}
