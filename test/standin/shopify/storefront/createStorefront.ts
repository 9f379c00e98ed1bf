import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { checkoutRoutes } from '../checkout/checkoutRoutes.ts'
import { priceCart } from '../checkout/priceCart.ts'
import { createLiquid } from '../liquid/createLiquid.ts'
import { surfaceRoutes } from '../surfaces/surfaceRoutes.ts'
import { accountRoutes } from './accountRoutes.ts'
import { routeStorefrontApi } from './api/routeStorefrontApi.ts'
import { cartRoutes } from './cart/cartRoutes.ts'
import type { StorefrontContext } from './context.ts'
import { THEMES, THEMES_DIR } from './createThemes.ts'
import { pageRoutes } from './pageRoutes.ts'
import { proxyRoutes } from './proxyRoutes.ts'
import { chooseCurrency, chooseLocale, chooseTheme, findCart, findCustomerId, readLocale } from './session.ts'
import { standinRoutes } from './standin/standinRoutes.ts'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  wasm: 'application/wasm',
}

const HERE = fileURLToPath(new URL('.', import.meta.url))

/** One shop's storefront as a web application: theme, app block, cart, app proxy, checkout. */
export function createStorefront(context: StorefrontContext): Hono {
  const { shop, signIns } = context
  const app = new Hono()
  const checkoutDir = fileURLToPath(new URL('../checkout/theme', import.meta.url))

  app.use(async (c, next) => {
    chooseCurrency({ c, shop, signIns })
    chooseLocale({ c, shop, signIns })
    chooseTheme({ c, shop, signIns })
    await next()
  })
  app.get('/cdn/standardActions.js', (c) => serveAsset(c, HERE, 'standardActions.js'))
  for (const theme of THEMES) {
    app.get(`/assets/${theme}/:name`, async (c) => {
      const name = c.req.param('name')
      const own = await serveAsset(c, `${THEMES_DIR}/${theme}/assets`, name)
      return own.ok ? own : await serveAsset(c, `${THEMES_DIR}/market/assets`, name)
    })
  }
  for (const [path, folder] of [
    ['/art', `${THEMES_DIR}/market/art`],
    ['/checkout-assets', `${checkoutDir}/assets`],
    ['/extensions/gate-block/assets', `${context.extensionDir}/assets`],
  ] as const) {
    app.get(`${path}/:name`, (c) => serveAsset(c, folder, c.req.param('name')))
  }
  app.route('/', proxyRoutes({ context, findClientAddress }))
  app.route('/', standinRoutes(context))
  app.route('/', cartRoutes(context))
  app.route('/', accountRoutes(context))
  const findOwner = (c: Context) => findCustomerId({ c, shop, signIns })
  app.route('/', surfaceRoutes({ ...context, findCustomerId: findOwner }))
  routeStorefrontApi({
    app,
    state: context.state,
    findShop: () => shop,
    price: (cart) => priceCart({ context, cart, step: 'CART_INTERACTION' }),
  })
  app.route(
    '/',
    checkoutRoutes({
      context,
      engine: createLiquid({ shop, roots: [checkoutDir], assetBase: '/checkout-assets' }),
      findCart: (c) => findCart({ c, shop, signIns }),
      findOwner,
      readLocale: (c) => readLocale({ c, shop }),
    }),
  )
  const pages = pageRoutes(context)
  app.route('/', pages)
  app.notFound((c) => pages.fetch(c.req.raw))
  return app
}

async function serveAsset(c: Context, folder: string, name: string): Promise<Response> {
  const type = /^[\w-]+(?:\.[\w-]+)*\.(\w+)$/.exec(name)?.[1] ?? ''
  const contentType = CONTENT_TYPES[type]
  if (!contentType) return c.text('Not found', 404)
  try {
    const bytes = await readFile(`${folder}/${name}`)
    return c.body(new Uint8Array(bytes), 200, { 'content-type': contentType, 'cache-control': 'no-cache' })
  } catch {
    return c.text('Not found', 404)
  }
}

function findClientAddress(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? '127.0.0.1'
  } catch {
    return '127.0.0.1'
  }
}
