import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import type { SignedPath } from '../../../../app/core/visitKey/types.ts'
import { buildBlock } from '../../../../scripts/buildBlock.ts'
import { escapeHtml } from '../../../standin/shopify/liquid/escapeHtml.ts'
import { verifyWire } from '../../../verifyWire.ts'
import type { SignedWireBody } from '../../../visitKey.ts'
import { extensionDir, type RenderBlockParameters, renderBlock } from './renderBlock.ts'

export type FakeLine = {
  key: string
  product_id: number
  variant_id: number
  quantity: number
  properties: Record<string, string>
}
export type FakeCart = {
  token: string
  attributes: Record<string, string>
  items: FakeLine[]
  discount_codes?: { code: string; applicable: boolean }[]
  /** Set by the page: the jacket costs less with a proof. */
  total_price?: number
  /** What the shop does with an attribute or a property of more than 64 bytes; default: it takes it. */
  longTexts?: 'cut' | 'refused'
}
export type ProxyAnswer = {
  status?: number
  type?: string
  /** Seconds. */
  retryAfter?: number
  body: unknown
  until?: Promise<unknown>
}

export type StartPageParameters = {
  block: RenderBlockParameters
  /** Simulates the app behind the shop's proxy. */
  proxy: (call: { verb: string; body: Record<string, unknown> }) => ProxyAnswer
  cart?: FakeCart
  /** CSS of the theme. */
  css?: string
  /** Number of blocks on the page; default 1. */
  blocks?: number
}
export type StartPageResult = { origin: string; cart: FakeCart; close: () => Promise<void> }

/** Serves a product page with the real block, a cart in memory and a proxy that answers with `proxy`. */
export async function startPage(parameters: StartPageParameters): Promise<StartPageResult> {
  const { scripts } = await buildBlock()
  const cart: FakeCart = parameters.cart ?? { token: 'cart1', attributes: {}, items: [] }
  let keys = 0

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    if (path === '/products/varsity-jacket') return send(response, 'text/html', await writePage(parameters))
    cart.total_price = priceCart(cart)
    if (path === '/cart') return send(response, 'text/html', await writeCartPage(parameters, cart))
    const script = scripts.find(({ target }) => path.endsWith(basename(target)))
    if (script) return send(response, 'text/javascript', await readFile(script.target, 'utf8'))
    if (path.endsWith('palisade-gate.css')) {
      const css = await readFile(join(extensionDir, 'assets/palisade-gate.css'), 'utf8')
      return send(response, 'text/css', css)
    }
    const text = await readText(request)
    if (path === '/cart.js') return send(response, 'application/json', JSON.stringify(cart))
    if (path === '/cart/add') {
      const form = await new Response(text, {
        headers: { 'content-type': request.headers['content-type'] ?? '' },
      }).formData()
      const proof = form.get('properties[_palisade]')
      keys += 1
      cart.items.push({
        key: `k${keys}`,
        product_id: 1001,
        variant_id: Number(form.get('id')),
        quantity: 1,
        properties: proof === null ? {} : { _palisade: String(proof) },
      })
      response.writeHead(302, { location: '/cart' }).end()
      return
    }
    const body = JSON.parse(Buffer.from(text, 'latin1').toString() || '{}') as Record<string, unknown>
    for (const texts of [body.attributes, body.properties] as Record<string, string>[]) {
      for (const [name, value] of Object.entries(texts ?? {})) {
        if (value.length <= 64 || !cart.longTexts) continue
        if (cart.longTexts === 'refused') return void response.writeHead(422).end('{}')
        texts[name] = value.slice(0, 64)
      }
    }
    if (path === '/cart/update.js') {
      Object.assign(cart.attributes, body.attributes)
      cart.total_price = priceCart(cart)
      if (typeof body.discount === 'string') {
        const codes = body.discount.split(',').filter(Boolean)
        cart.discount_codes = codes.map((code) => ({ code, applicable: true }))
      }
      return send(response, 'application/json', JSON.stringify(cart))
    }
    if (path === '/cart/change.js') {
      const line = cart.items.find((item) => item.key === body.id)
      if (!line) return void response.writeHead(400).end('{}')
      keys += 1
      Object.assign(line, { key: `k${keys}`, properties: body.properties, quantity: body.quantity })
      return send(response, 'application/json', JSON.stringify(cart))
    }
    const verb = /^\/apps\/palisade\/(\w+)$/.exec(path)?.[1]
    if (!verb) return void response.writeHead(404).end()
    const isSigned = typeof body.request === 'string'
    if (isSigned && !verifyWire(`/${verb}` as SignedPath, body as SignedWireBody))
      return void response.writeHead(401).end('{"code":"ERR_REQUEST_SIGNATURE"}')
    const asked = isSigned ? (JSON.parse(String(body.request)) as typeof body) : body
    const answer = parameters.proxy({ verb, body: asked })
    await answer.until
    const wait: Record<string, string> =
      answer.retryAfter === undefined ? {} : { 'retry-after': String(answer.retryAfter) }
    const answered = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    response
      .writeHead(answer.status ?? 200, {
        'content-type': answer.type ?? 'application/json',
        ...wait,
      })
      .end(answered)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    cart,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function priceCart({ attributes, items }: FakeCart): number {
  const priceOf = ({ product_id, quantity }: FakeLine) =>
    (product_id === 1001 && attributes._palisade ? 9600 : 12_000) * quantity
  return items.reduce((sum, item) => sum + priceOf(item), 0)
}

async function writePage(parameters: StartPageParameters): Promise<string> {
  const { block, blocks } = parameters
  return wrapPage(
    parameters,
    `<main><div class="art"></div><div><h1>Varsity Jacket</h1><p class="price">€120.00</p>
<form action="/cart/add" method="post" enctype="multipart/form-data"><select name="id" aria-label="Size"><option value="2001">M</option><option value="2002">L</option></select><button class="add">Add to cart</button></form>
${repeat(await renderBlock(block), blocks)}<p class="after">Heavy wool body, leather sleeves, snap front. Made in small runs and numbered inside.</p></div></main>`,
  )
}

/** Repeats a block's HTML; Shopify loads its assets once per page. */
const repeat = (one: string, blocks = 1): string =>
  one + one.replace(/<script src.*?<\/script>/, '').repeat(blocks - 1)

/** The cart page as a theme renders it on the server, with `blocks` blocks above its lines. */
async function writeCartPage(parameters: StartPageParameters, cart: FakeCart): Promise<string> {
  const { block, blocks } = parameters
  const lines = cart.items.map((item) => ({ productId: item.product_id, variantId: item.variant_id }))
  const rendered = await renderBlock({ ...block, lines, attributes: cart.attributes })
  // The stand-in's Liquid knows no discount of this page's cart.
  const one = rendered.replace(/"total": \d+/, `"total": ${cart.total_price}`)
  const rows = lines.map(({ productId }) => {
    const title = block.others?.find(({ id }) => id === productId)?.title ?? 'Varsity Jacket'
    return `<li><div class="art"></div><div><h2>${escapeHtml(title)}</h2><p>€120.00</p></div></li>`
  })
  const total = `€${((cart.total_price ?? 0) / 100).toFixed(2)}`
  return wrapPage(
    parameters,
    `<main class="cart"><h1>Your cart</h1><div>${repeat(one, blocks)}</div>
<ul class="after">${rows.join('')}</ul><p class="total">Estimated total ${total}</p><button class="add" name="checkout">Check out</button></main>`,
  )
}

function wrapPage({ block, css = '' }: StartPageParameters, body: string): string {
  return `<!doctype html><html lang="${block.locale ?? 'en'}"><head><meta charset="utf-8"><title>Northside</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><style>
*{box-sizing:border-box}[hidden]{display:none!important}
body{margin:0;font:16px/1.5 system-ui,"DejaVu Sans",sans-serif}
main{max-width:1120px;margin:0 auto;padding:20px;display:grid;gap:32px}
@media(min-width:800px){main{grid-template-columns:1.2fr 1fr;padding:48px}}
.art{aspect-ratio:1;border-radius:12px;background:linear-gradient(135deg,#8ba6a1,#32504e)}@media(max-width:799px){.art{aspect-ratio:16/10}}
h1{margin:0 0 4px;font-size:28px;line-height:1.2}.price{margin:0 0 20px;font-size:18px}
.add{width:100%;height:48px;border:1px solid currentColor;border-radius:8px;background:none;color:inherit;font:inherit;font-weight:600}
select{width:100%;height:44px;margin-bottom:12px;padding:0 12px;border:1px solid currentColor;border-radius:8px;background:none;color:inherit;font:inherit}
main.cart{display:block;max-width:900px}.cart ul.after{margin:0;padding:0;list-style:none}.after>li{display:flex;gap:20px;padding:20px 0;border-top:1px solid #8884}.after .art{width:96px;flex:none;aspect-ratio:1}.cart h2{margin:0;font-size:18px;overflow-wrap:anywhere}.total{font-size:18px;font-weight:600}
${css}</style></head><body>${body}</body></html>`
}

function send(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text)
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1')
}
