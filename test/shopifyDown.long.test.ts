import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildAll } from '../scripts/buildAll.ts'
import { type OpenServer, openServer, SERVER_ENV } from './openServer.ts'
import { requestAdmin } from './standin/demo/requestAdmin.ts'
import { demoShops } from './standin/demo/shops.ts'
import { submitGate } from './standin/demo/submitGate.ts'
import { findFreePort } from './standin/processes/findPorts.ts'
import { type StartShopifyResult, startShopify } from './standin/shopify/startShopify.ts'

/* The built server while Shopify answers with the page of a proxy, refuses every token, or does not answer. */
type Mode = 'right' | 'page' | 'unpaid' | 'refusing' | 'silent'

const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret } = SERVER_ENV
const { myshopifyDomain } = demoShops.harbor
let mode: Mode = 'right'
let shopify: StartShopifyResult
let server: OpenServer
let gate: number
const closers: (() => unknown)[] = []

/** Stand before the stand-in, and answer in its place. */
async function startFront(target: string): Promise<string> {
  const front = createServer((incoming, outgoing) => {
    const answer = (status: number, type: string, body: string) =>
      outgoing.writeHead(status, { 'content-type': type }).end(body)
    if (mode === 'silent') return
    if (mode === 'page') return answer(200, 'text/html', '<html>We are back soon.</html>')
    if (mode === 'unpaid') return answer(402, 'application/json', '{"errors":"Payment required"}')
    if (mode === 'refusing') return answer(401, 'application/json', '{"errors":"Invalid access token"}')
    const { method, headers, url } = incoming
    const passed = request(target + url, { method, headers }, (given) => {
      outgoing.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(outgoing)
    })
    incoming.pipe(passed)
  })
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    front.closeAllConnections()
    front.close()
  })
  return `http://127.0.0.1:${(front.address() as AddressInfo).port}`
}

beforeAll(async () => {
  await buildAll()
  const host = '127.0.0.1'
  shopify = await startShopify({
    ...{ host, apiKey, apiSecret, shops: [demoShops.harbor], appOrigin: `http://${host}:1` },
    ...{ storefrontPort: await findFreePort(host), adminPort: await findFreePort(host) },
  })
  closers.push(shopify.close)
  server = await openServer({
    STANDIN_SHOPIFY_ORIGIN: await startFront(shopify.graphqlOrigin),
    RPC_URL_ETHEREUM: 'http://127.0.0.1:1',
  })
  closers.push(server.close)
  gate = await submitGate({
    merchant: { appOrigin: server.origin, apiKey, apiSecret, myshopifyDomain },
    productId: 8101,
    form: {
      name: 'Holders',
      root: { kind: 'all', of: [{ kind: 'native', chain: 'ethereum', contract: '', minimum: '1' }] },
      reaction: { value: '20' },
    },
  })
})
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

async function ask(path: string, body?: unknown) {
  const startedAt = performance.now()
  const merchant = { appOrigin: server.origin, apiKey, apiSecret, myshopifyDomain }
  const answer = await requestAdmin(merchant, { path, ...(body === undefined ? {} : { body }) })
  return { status: answer.status, text: await answer.text(), seconds: (performance.now() - startedAt) / 1000 }
}
const setState = (state: 'paused' | 'active') => ask('/app/gates/state.data', { numbers: [gate], state })

test.each(['page', 'unpaid'] as const)(
  'behavior: a change is saved and waits while Shopify answers as in the mode "%s"; the log says why',
  async (wrong) => {
    mode = wrong
    const saved = await setState('paused')
    expect([saved.status, saved.text]).toEqual([200, expect.stringContaining('"done"')])
    expect(saved.text).not.toContain('networkStatusCode')
    for (const path of ['/app.data', '/app/settings.data']) expect((await ask(path)).status, path).toBe(200)
    mode = 'right'
    await setState('active')
  },
)

test('refuses: to let a page wait longer than 20 seconds for Shopify', async () => {
  mode = 'silent'
  const { status, seconds } = await ask('/app/settings.data')
  expect(status).toBe(200)
  expect(seconds).toBeLessThan(25)
  mode = 'right'
}, 60_000)

test('refuses: a page while Shopify gives no token, says so, and goes on afterwards (ERR_SHOPIFY_REQUEST)', async () => {
  mode = 'refusing'
  // The first answer makes Shopify's library forget the token.
  await ask('/app/settings.data')
  const refused = await ask('/app/settings.data')
  expect(refused.status).toBe(502)
  expect(refused.text).toContain('Shopify gave this server no access to the shop.')
  mode = 'right'
  expect((await ask('/app/settings.data')).status).toBe(200)
})

test('behavior: a job that fails is a line of the log, with its kind, shop and reason', async () => {
  mode = 'page'
  await ask('/app/gates/state.data', { numbers: [gate], state: 'paused' })
  await expect
    .poll(server.output, { timeout: 120_000, interval: 500 })
    .toMatch(/A job failed, and runs again in \d+ s\. The request to Shopify failed\. .*job=publish shop=/)
  // Shopify's own words are in the log alone.
  expect(server.output()).toMatch(/A request to Shopify failed: \S/)
  mode = 'right'
}, 150_000)
