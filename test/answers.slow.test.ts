import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildApp } from '../scripts/buildApp.ts'
import { type RunningApp, startApp } from './standin/demo/startApp.ts'
import { findFreePort } from './standin/processes/findPorts.ts'
import { signIdToken } from './standin/shopify/oauth/signIdToken.ts'
import { signWebhook } from './standin/shopify/webhooks/signWebhook.ts'
import { WEBHOOK_SAMPLES } from './vectors/webhookSamples.ts'

/*
 * Headers that every answer of the built app carries, whatever its URL, and the requests that Shopify may send to it.
 */
const SECRET = 'the secret of this test'
const PREVIOUS = 'the secret before'
const SHOP = 'harbor.myshopify.com'

let app: RunningApp
let dataDir: string
beforeAll(async () => {
  await buildApp()
  dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-answers-'))
  app = await startApp({
    host: '127.0.0.1',
    port: await findFreePort('127.0.0.1'),
    env: {
      SHOPIFY_APP_URL: 'https://palisade.example',
      SHOPIFY_API_KEY: 'key',
      SHOPIFY_API_SECRET: SECRET,
      SHOPIFY_API_SECRET_PREVIOUS: PREVIOUS,
      PALISADE_SECRET: '0123456789abcdef0123456789abcdef',
      DATA_DIR: dataDir,
      // The tests request every URL, and none of these requests may reach a limit.
      RATE_LIMIT_FACTOR: '100',
      STANDIN_SHOPIFY_ORIGIN: 'http://127.0.0.1:1',
    },
    onDeath: (sentence) => console.error(sentence),
  })
})
afterAll(async () => {
  await app?.close()
  await rm(dataDir, { recursive: true, force: true })
})

type Route = { id: string; path?: string; children?: Route[] }

/** An address of every route of the app, its parameters filled in. */
async function listAddresses(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('npx', ['remix', 'routes', '--json'])
  const listUnder = (parent: string, { path = '', children = [] }: Route): string[] => {
    const own = [parent, path].filter((part) => part !== '').join('/')
    return [own, ...children.flatMap((child) => listUnder(own, child))]
  }
  const paths = (JSON.parse(stdout) as Route[]).flatMap((route) => listUnder('', route))
  return [...new Set(paths)].map((path) => `/${path.replace(/:\w+/g, '1').replace('*', 'nothing/here')}`)
}

// The admin refuses a client whose user agent is no browser.
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const ask = (target: string, init?: RequestInit) =>
  fetch(app.origin + target, {
    redirect: 'manual',
    ...init,
    headers: { 'user-agent': USER_AGENT, ...init?.headers },
  })

describe('the browser bundle', () => {
  test('behavior: the bundle contains no server code', async () => {
    const folder = 'build/client/assets'
    const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(80)
    for (const name of scripts) {
      const text = await readFile(path.join(folder, name), 'utf8')
      // Texts of the doors, of the admin factory, of a port and of the environment.
      expect(text, name).not.toMatch(
        /ERR_METHOD|ERR_INTERNAL|ERR_GATE_STALE|staff:\$|SHOPIFY_API_SECRET|ERR_DATABASE/,
      )
    }
  })
})

describe('every answer of the built app', () => {
  test('behavior: every answer forbids content sniffing and says who may frame it, and none is a server error', async () => {
    const addresses = [
      ...(await listAddresses()),
      // One route serves all topics.
      ...Object.keys(WEBHOOK_SAMPLES).map((topic) => `/webhooks/${topic}`),
      '/palisade.js',
      '/palisade.d.ts',
      '/assets/none.js',
      '/%',
      '/app?shop=a.myshopify.com&host=x',
      '/auth/session-token?shop=a.myshopify.com',
    ]
    expect(addresses.length).toBeGreaterThan(80)
    const log = vi.spyOn(process.stderr, 'write')
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS']) {
      for (const address of addresses) {
        const { headers, status } = await ask(address, { method })
        const told = `${method} ${address} ${status}`
        expect(headers.get('x-content-type-options'), told).toBe('nosniff')
        expect(headers.get('content-security-policy'), told).toContain('frame-ancestors')
        expect(headers.get('content-security-policy'), told).not.toMatch(/spin\.dev|myshopify\.io|shop\.dev/)
        expect(status, told).toBeLessThan(500)
      }
    }
    const written = log.mock.calls.map(([chunk]) => String(chunk)).join('')
    log.mockRestore()
    expect(written).not.toMatch(/failed|^\s+at /m)
  })

  test('behavior: public pages run no script', async () => {
    for (const address of ['/', '/auth/login', '/nothing']) {
      const answer = await ask(address)
      expect(answer.headers.get('content-security-policy')).toMatch(
        /default-src 'none'.*frame-ancestors 'none'/,
      )
      expect(await answer.text()).not.toContain('<script')
    }
  })

  test('behavior: only the shop’s admin may frame a page of the app', async () => {
    const { headers } = await ask(`/auth/session-token?shop=${SHOP}`)
    expect(headers.get('content-security-policy')).toMatch(
      new RegExp(`frame-ancestors https://${SHOP} https://admin\\.shopify\\.com;$`),
    )
    const odd = await ask('/auth/session-token?shop=evil.example')
    expect(odd.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })
})

describe('webhooks of the built app', () => {
  const send = (topic: string, rawBody: string, apiSecret = SECRET) =>
    ask(`/webhooks/${topic}`, {
      method: 'POST',
      body: rawBody,
      headers: signWebhook({ shop: SHOP, topic, rawBody, apiSecret }),
    })

  test.each(Object.entries(WEBHOOK_SAMPLES))(
    'behavior: the app answers Shopify’s sample of %s with 200',
    async (topic, body) => {
      const answer = await send(topic, body)
      expect([answer.status, await answer.text()]).toEqual([200, ''])
    },
  )

  test('behavior: the previous secret is accepted, a third one is refused', async () => {
    const statuses = [PREVIOUS, 'another'].map(
      async (secret) => (await send('domains/update', '{}', secret)).status,
    )
    expect(await Promise.all(statuses)).toEqual([200, 401])
  })
})

describe('the app proxy of the built app', () => {
  test('behavior: the previous secret is accepted, a third one is refused', async () => {
    const pairs = ['logged_in_customer_id=', 'path_prefix=/apps/palisade', `shop=${SHOP}`]
    pairs.push(`timestamp=${Math.floor(Date.now() / 1000)}`)
    const codes = [SECRET, PREVIOUS, 'another'].map(async (secret) => {
      const signature = createHmac('sha256', secret).update(pairs.join('')).digest('hex')
      const body = JSON.stringify({ chain: 'ethereum', walletAddress: `0x${'ab'.repeat(20)}` })
      const answer = await ask(`/proxy/nonce?${pairs.join('&')}&signature=${signature}`, {
        method: 'POST',
        body,
      })
      return ((await answer.json()) as { code: string }).code
    })
    expect(await Promise.all(codes)).toEqual([
      'ERR_SHOP_NOT_FOUND',
      'ERR_SHOP_NOT_FOUND',
      'ERR_PROXY_SIGNATURE',
    ])
  })
})

describe('session tokens of the built app', () => {
  const base = { shop: SHOP, apiKey: 'key', apiSecret: SECRET }
  const status = async (token: string) => {
    const answer = await ask('/app/chains.data', { headers: { authorization: `Bearer ${token}` } })
    return [answer.status, answer.headers.get('x-shopify-retry-invalid-session-request')]
  }
  const claims = (over: Record<string, unknown>) => signIdToken({ ...base, claims: over })

  test.each<[string, () => string]>([
    ['no expiry', () => claims({ exp: undefined })],
    ['another issuer', () => claims({ iss: 'https://other.myshopify.com/admin' })],
    [
      'a destination that is no shop',
      () => claims({ dest: 'https://evil.example', iss: 'https://evil.example/admin' }),
    ],
    ['a destination that is no URL', () => claims({ dest: 'harbor' })],
    ['another secret', () => signIdToken({ ...base, apiSecret: 'another' })],
  ])('refuses: a token with %s, as Shopify’s library does', async (_, make) => {
    expect(await status(make())).toEqual([401, '1'])
  })

  test.each([SECRET, PREVIOUS])(
    'behavior: a good token under "%s" goes on to token exchange, which fails without Shopify',
    async (apiSecret) => {
      // The token was accepted: the app attempts token exchange, and no Shopify answers here.
      expect((await status(signIdToken({ ...base, apiSecret })))[0]).toBe(502)
    },
  )
})
