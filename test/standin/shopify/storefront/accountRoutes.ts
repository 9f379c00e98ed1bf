import { Hono } from 'hono'
import { renderSurface } from '../surfaces/surfaceRoutes.ts'
import { parseCartBody } from './cart/parseCartBody.ts'
import type { StorefrontContext } from './context.ts'
import { readPath } from './readPath.ts'
import { renderPage } from './renderPage.ts'
import { findCustomerId, openCart, readLocale, readTheme, signIn } from './session.ts'

/** Customer accounts: a shopper chooses a customer and types no password. */
export function accountRoutes(context: StorefrontContext): Hono {
  const { shop, signIns } = context
  const app = new Hono()
  app.use('/account*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })
  app.get('/account/login', async (c) => {
    if (shop.customerAccounts === 'DISABLED') return c.notFound()
    const more = {
      customers: [...shop.customers.values()].map(({ id, email, firstName, lastName }) => ({
        id,
        email,
        name: `${firstName} ${lastName}`,
      })),
      return_url: readPath(c.req.query('return_url'), '/account'),
    }
    const cart = openCart({ c, shop, signIns })
    const { pathname, search } = new URL(c.req.url)
    const page = { template: { file: 'login' }, pageTitle: 'Log in', path: pathname + search }
    return c.html(await renderPage({ context, theme: readTheme({ c, shop }), cart, ...page, more }))
  })
  app.post('/account/login', async (c) => {
    const { customer_id: id, return_url: path } = await parseCartBody(c.req.raw)
    const customerId = Number(id)
    if (shop.customerAccounts === 'DISABLED' || !shop.customers.has(customerId)) return c.notFound()
    signIn({ c, shop, signIns, customerId })
    return c.redirect(readPath(path, '/account'), 302)
  })
  app.on(['GET', 'POST'], '/account/logout', (c) => {
    signIn({ c, shop, signIns, customerId: null })
    return c.redirect(readPath(c.req.query('return_url'), '/'), 302)
  })
  app.get('/account', async (c) => {
    const customerId = findCustomerId({ c, shop, signIns })
    if (customerId === null) return c.redirect('/account/login', 302)
    const orders = shop.orders
      .filter((order) => order.customerId === customerId)
      .map(({ name, token, total, currency }) => ({ name, token, total, currency }))
      .reverse()
    const cart = openCart({ c, shop, signIns })
    const page = { template: { file: 'account' }, pageTitle: 'Your account', path: '/account' }
    const surface = await renderSurface({ block: 'profile', order: null, locale: readLocale({ c, shop }) })
    const more = { orders, surface }
    return c.html(await renderPage({ context, theme: readTheme({ c, shop }), cart, ...page, more }))
  })
  return app
}
