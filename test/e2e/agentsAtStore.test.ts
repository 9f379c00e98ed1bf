import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { beforeAll, describe, expect, test } from 'vitest'
import type { StoreFacts } from '../standin/demo/openStore.ts'
import { openStoreSession } from '../standin/demo/openStoreSession.ts'
import { seedProject } from '../standin/demo/seedProject.ts'
import { type Login, loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'

/*
 * A shopping assistant with the MCP client of npm at the demo's store of BigCommerce: the built server, and the stand-in's
 * cart and checkout. There a coupon of one use carries what the signature proves.
 */
let demo: RunningDemo
let store: StoreFacts
let mcp: string
let shop: string
beforeAll(async () => {
  demo = await openDemo()
  const { bigCommerce, merchant, api } = demo.facts
  if (!bigCommerce) throw new Error('The demo has no store of BigCommerce.')
  store = bigCommerce
  shop = new URL(store.api).pathname.split('/')[2] ?? ''
  const session = await openPanel()
  const origins = [store.storefront]
  const { publishable } = await seedProject({
    merchant: { ...merchant, session },
    shop: { myshopifyDomain: shop },
    origins,
  })
  mcp = `${api}/agents/${publishable}/mcp`
})

/** Open the app in the control panel, as its merchant does; returns the session of its frame. */
async function openPanel(): Promise<string> {
  const page = await (await fetch(store.panel)).text()
  const [, src = ''] = /<iframe id="bc-app"[^>]* src="([^"]+)"/.exec(page) ?? []
  return openStoreSession(src.replaceAll('&amp;', '&'))
}

type Answer = Readonly<Record<string, unknown>>
type Call = (name: string, args: object) => Promise<Answer>

/** Let an assistant work, and close its connection. A refusal is its answer's JSON. */
async function assist<Result>(work: (call: Call) => Promise<Result>): Promise<Result> {
  const client = new Client({ name: 'shopping-assistant', version: '1.0.0' })
  await client.connect(new StreamableHTTPClientTransport(new URL(mcp)))
  try {
    return await work(async (name, args) => {
      const { structuredContent, content, isError } = await client.callTool({
        name,
        arguments: { ...args },
      })
      const [first] = content as { text: string }[]
      return (isError ? JSON.parse(first?.text ?? '{}') : structuredContent) as Answer
    })
  } finally {
    await client.close()
  }
}

async function sign(call: Call, { chain, walletAddress, sign }: Login): Promise<object> {
  const { nonce, message } = await call('challenge', { chain, walletAddress })
  return { nonce, walletAddress, signature: await sign(`${message}`) }
}
const listGates = (answer: Answer) =>
  answer.gates as { number: number; kind: string; because?: string; words: string[] }[]

/** Buy one unit in a browser of its own, with the coupons that an assistant enters. */
async function buy(productId: number, variantId: number, codes: readonly string[]) {
  let cookie = ''
  const send = async (path: string, form: Record<string, string>) => {
    const body = new URLSearchParams(form)
    const init = { method: 'POST', redirect: 'manual', headers: { cookie }, body } as const
    const answer = await fetch(`${store.storefront}${path}`, init)
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return answer
  }
  await send('/cart.php', { product_id: `${productId}`, variant_id: `${variantId}`, qty: '1' })
  for (const code of codes) await send('/checkout/coupon', { code })
  const placed = await send('/checkout/order', { email: 'jo@example.com' })
  const id = Number(placed.headers.get('location')?.split('/').at(-1))
  return readOrder(id)
}
type Order = { id: number; subtotal: number; shipping: number; total: number; staffNotes: string }
async function readOrder(id: number): Promise<Order> {
  const { orders } = (await (await fetch(`${store.storefront}/standin`)).json()) as { orders: Order[] }
  const order = orders.find((one) => one.id === id)
  if (!order) throw new Error(`The store has no order ${id}.`)
  return order
}
const goods = ({ total, shipping }: Order) => total - shipping

describe('an assistant at a store of BigCommerce', () => {
  test('default: it finds the gate, lets the holder sign, and pays the holders’ price with a coupon of one use', async () => {
    const { holder } = demo.facts.chains.ethereum.wallets
    const { id, productId, variantId } = store.gate
    const codes = await assist(async (call) => {
      const found = await call('find_gates', { products: [productId] })
      expect(listGates(found).map(({ number }) => number)).toEqual([id])
      const lines = [{ productId, variantId }]
      const asked = { ...(await sign(call, loginWithEvm(holder))), gates: [id], lines }
      const unlocked = await call('unlock', asked)
      expect(unlocked).toMatchObject({ gates: [{ kind: 'open' }], cartWrites: [] })
      // The signature is used up.
      expect(await call('unlock', asked)).toMatchObject({ error: 'ERR_NONCE_UNKNOWN' })
      return unlocked.codes as string[]
    })
    const order = await buy(productId, variantId, codes)
    expect(goods(order)).toBe(order.subtotal * 0.8)
    const readNotes = async () => (await readOrder(order.id)).staffNotes
    await expect.poll(readNotes, { timeout: 30_000, interval: 250 }).toContain('token-gate')
    const again = await buy(productId, variantId, codes)
    expect(goods(again)).toBe(again.subtotal)
  })

  test('behavior: why tells somebody who holds nothing what is missing, and they get no coupon', async () => {
    const outsider = loginWithEvm(demo.facts.chains.ethereum.wallets.outsider)
    const gates = [store.gate.id]
    await assist(async (call) => {
      expect(listGates(await call('why', { gates }))).toMatchObject([{ kind: 'unproven' }])
      const [told] = listGates(await call('why', { ...(await sign(call, outsider)), gates }))
      expect(told).toMatchObject({ kind: 'closed', because: 'unmet' })
      expect(told?.words.join(' ')).toMatch(/You need 50 \S+ on Ethereum\. 0x\S+ holds 0\./)
      const refused = await call('unlock', { ...(await sign(call, outsider)), gates })
      expect(refused).toMatchObject({ gates: [{ kind: 'closed' }], codes: [] })
    })
  })

  test('refuses: a claim without a signature, and that of another wallet (ERR_SIGNATURE_INVALID)', async () => {
    const { holder, outsider } = demo.facts.chains.ethereum.wallets
    const gates = [store.gate.id]
    await assist(async (call) => {
      const forged = { ...loginWithEvm(outsider), walletAddress: holder.address }
      expect(await call('unlock', { ...(await sign(call, forged)), gates })).toMatchObject({
        error: 'ERR_SIGNATURE_INVALID',
      })
    })
    const { productId, variantId } = store.gate
    const order = await buy(productId, variantId, ['HOLDERS', 'com.palisade.gate_1'])
    expect(goods(order)).toBe(order.subtotal)
  })
})
