import { privateKeyToAccount } from 'viem/accounts'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'

/* Events of Shopify over an app's life: the shop's settings change, its scopes change, it uninstalls and returns. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

type Json = Record<string, unknown>

async function post(url: string, body: Json): Promise<{ status: number; body: Json }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Json) }
}

const control = (verb: string, body: Json) =>
  post(`${demo.shopify.graphqlOrigin}/standin/${verb}`, { ...body, shop: demo.facts.shop })

async function unlock(): Promise<{ status: number; body: Json }> {
  const { proxy, gates, chains } = demo.facts
  const { address, privateKey } = chains.ethereum.wallets.holder
  const nonce = await post(`${proxy}/nonce`, { chain: 'ethereum', walletAddress: address })
  if (nonce.status !== 200) return nonce
  const signature = await privateKeyToAccount(privateKey).signMessage({ message: String(nonce.body.message) })
  const body = {
    nonce: nonce.body.nonce,
    walletAddress: address,
    signature,
    gates: [gates[0]?.id],
    lines: [],
  }
  return post(`${proxy}/unlock`, body)
}

async function priceWith(proof: unknown): Promise<string> {
  const { storefront, gates } = demo.facts
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ items: [{ id: gates[0]?.variantId, quantity: 1 }] })
  const added = await fetch(`${storefront}/cart/add.js`, { method: 'POST', headers, body })
  const cookie = added.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  await fetch(`${storefront}/cart/update.js`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ attributes: { _palisade: proof } }),
  })
  const checkout = await fetch(`${storefront}/checkout`, { headers: { cookie, accept: 'application/json' } })
  return ((await checkout.json()) as { total: string }).total
}

describe('a shop over its life', () => {
  test('behavior: a changed time zone ends every proof at once, and new proofs are valid', async () => {
    const before = await unlock()
    expect(await priceWith(before.body.proof)).toBe('96.00')
    const sent = await control('shop', { ianaTimezone: 'America/New_York' })
    expect(JSON.stringify(sent.body)).toContain('"status":200')
    expect(await priceWith(before.body.proof)).toBe('120.00')
    expect(await priceWith((await unlock()).body.proof)).toBe('96.00')
  })

  test('behavior: the webhook of changed scopes is accepted', async () => {
    const payload = { id: 1, previous: [], current: ['read_products', 'write_discounts'] }
    const { body } = await control('webhook', { topic: 'app/scopes_update', payload })
    expect(body).toMatchObject({ delivered: true, status: 200 })
  })

  test('behavior: pages of the admin and their data are sent as gzip', async () => {
    const [gate] = demo.facts.gates
    for (const path of ['/app', '/app.data', '/app/gates.data', `/app/gates/${gate?.id}.data`]) {
      // Undici asks for gzip, and opens it.
      const page = await demo.requestAdmin({ path })
      expect([path, page.status, page.headers.get('content-encoding')]).toEqual([path, 200, 'gzip'])
      expect(page.headers.get('vary')).toMatch(/accept-encoding/i)
      expect((await page.text()).length).toBeGreaterThan(100)
    }
  })

  test('refuses: a webhook that Shopify did not sign (ERR_WEBHOOK_SIGNATURE)', async () => {
    const { status, body } = await post(`${demo.app.origin}/webhooks/app/uninstalled`, {})
    expect([status, body.code]).toEqual([401, 'ERR_WEBHOOK_SIGNATURE'])
  })

  test('behavior: after uninstalling nothing opens, and after reinstalling the same gates open', async () => {
    const { body } = await control('uninstall', {})
    expect(body).toMatchObject({ delivered: true, status: 200 })
    const refused = await unlock()
    expect([refused.status, refused.body.code]).toEqual([404, 'ERR_SHOP_NOT_FOUND'])
    // The merchant opens the app again: several requests in parallel, as a browser sends them.
    const pages = await Promise.all([1, 2, 3].map(() => demo.requestAdmin({ path: '/app/gates.data' })))
    expect(pages.map((page) => page.status)).toEqual([200, 200, 200])
    expect(await pages[0]?.text()).toContain('uninstalled')
    const opened = (await unlock()).body.gates as { kind: string }[]
    expect(opened[0]?.kind).toBe('open')
    // Shopify has deleted the discounts; Retry creates them again.
    const retried = await demo.requestAdmin({
      path: `/app/gates/${demo.facts.gates[0]?.id}/publication.data`,
      body: {},
    })
    expect(retried.status).toBe(200)
    expect(await priceWith((await unlock()).body.proof)).toBe('96.00')
  })
})
