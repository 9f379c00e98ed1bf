import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Context, Hono } from 'hono'
import { toConfirmationNumber } from '../admin/resolvers/orders.ts'
import { signSurfaceToken } from '../oauth/signSurfaceToken.ts'
import type { StandinOrder, StandinShop } from '../state.ts'
import type { SurfaceQuestion } from './browser/messages.ts'

const PAGE = new URL('./browser/surfacePage.ts', import.meta.url)
const WORKER = new URL('./browser/surfaceWorker.ts', import.meta.url)

export type SurfaceRoutesParameters = {
  shop: StandinShop
  appOrigin: string
  apiKey: string
  apiSecret: string
  /** The customer who is signed in; null for a guest. */
  findCustomerId: (c: Context) => number | null
}

/** Serves the scripts of the app's blocks on the thank-you page and in accounts, and their session tokens. */
export function surfaceRoutes(parameters: SurfaceRoutesParameters): Hono {
  const { shop, appOrigin, apiKey, apiSecret, findCustomerId } = parameters
  const app = new Hono()
  app.get('/checkout/blocks/page.js', async (c) => c.body(await bundle(PAGE, appOrigin), 200, SCRIPT))
  app.get('/checkout/blocks/worker.js', async (c) => c.body(await bundle(WORKER, appOrigin), 200, SCRIPT))
  app.post('/checkout/blocks/token', (c) => {
    const customerId = findCustomerId(c)
    const named = { shop: shop.myshopifyDomain, customerId, apiKey, apiSecret }
    return c.json({ token: signSurfaceToken(named) }, 200, { 'cache-control': 'no-store' })
  })
  return app
}

/** Render the place of a block: what Shopify tells it, and the script that runs it. */
export async function renderSurface({
  block,
  order,
  locale,
}: {
  block: SurfaceQuestion['block']
  order: StandinOrder | null
  locale: string
}): Promise<string> {
  const keys = order
    ? [...Object.keys(order.attributes), ...order.lines.flatMap((line) => Object.keys(line.properties))]
    : []
  const question: SurfaceQuestion = {
    ...{ block, locale, words: await readWords(block, locale) },
    orderGid: order && `gid://shopify/Order/${order.id}`,
    confirmationNumber: order && toConfirmationNumber(order),
    attributes: keys.map((key) => ({ key })),
  }
  const json = JSON.stringify(question).replaceAll('<', '\\u003c')
  return `<style>${STYLE}</style><div id="surface"></div><script type="application/json" id="surface-config">${json}</script><script src="/checkout/blocks/page.js" defer></script>`
}

async function readWords(block: SurfaceQuestion['block'], locale: string): Promise<SurfaceQuestion['words']> {
  const folder = new URL(
    `../../../../extensions/${block === 'thank-you' ? block : 'customer-account'}/locales/`,
    import.meta.url,
  )
  const read = async (name: string) =>
    JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8')) as SurfaceQuestion['words']
  return read(locale).catch(() => read('en.default'))
}

async function bundle(entry: URL, appOrigin: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    ...{ bundle: true, write: false, format: 'iife', target: 'es2022', logLevel: 'silent' },
    define: { 'process.env.SHOPIFY_APP_URL': JSON.stringify(appOrigin) },
  })
  return outputFiles[0]?.text ?? ''
}

const SCRIPT = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' }
const STYLE =
  's-section{display:block;text-align:start;overflow-wrap:anywhere;margin:1.25rem 0;padding:1rem 1.25rem;border:1px solid color-mix(in srgb,currentColor 18%,transparent);border-radius:.6rem}' +
  's-section h2{margin:0 0 .6rem;font-size:1.05rem}s-stack{display:grid;gap:.6rem}s-paragraph,s-heading,s-text{display:block}' +
  's-heading{font-weight:600}s-banner{display:grid;gap:.3rem;padding:.75rem 1rem;border-radius:.5rem;background:color-mix(in srgb,orange 18%,transparent)}' +
  's-unordered-list{display:block}s-list-item{display:list-item;margin-inline-start:1.2rem}s-spinner::after{content:"…"}s-clipboard-item{display:none}' +
  's-text[color=subdued]{opacity:.7;font-size:.9em}s-button button{font:inherit;padding:.5rem .9rem;border-radius:.5rem;border:1px solid;background:none;color:inherit;cursor:pointer}'
