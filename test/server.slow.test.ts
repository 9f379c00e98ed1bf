import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildApp } from '../scripts/buildApp.ts'
import { type RunningApp, startApp } from './standin/demo/startApp.ts'
import { findFreePort } from './standin/processes/findPorts.ts'
import { signIdToken } from './standin/shopify/oauth/signIdToken.ts'

const SECRET = 'a secret of this test'
const BODY = JSON.stringify({ chain: 'ethereum', walletAddress: `0x${'ab'.repeat(20)}` })
// A signed request of a shop that never installed the app goes through the whole door and ends in the database.
const UNKNOWN = { status: 404, code: 'ERR_SHOP_NOT_FOUND' }

let app: RunningApp
let port: number
let dataDir: string
beforeAll(async () => {
  await buildApp()
  dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-server-'))
  port = await findFreePort('127.0.0.1')
  app = await startApp({
    host: '127.0.0.1',
    port,
    env: {
      SHOPIFY_APP_URL: 'https://palisade.example',
      SHOPIFY_API_KEY: 'key',
      SHOPIFY_API_SECRET: SECRET,
      PALISADE_SECRET: '0123456789abcdef0123456789abcdef',
      DATA_DIR: dataDir,
      RATE_LIMIT_FACTOR: '0.5',
      TRUSTED_PROXIES: '1',
      STANDIN_SHOPIFY_ORIGIN: 'http://127.0.0.1:1',
    },
    onDeath: (sentence) => console.error(sentence),
  })
})
afterAll(async () => {
  await app?.close()
  await rm(dataDir, { recursive: true, force: true })
})

function hotPath(): string {
  const pairs = ['logged_in_customer_id=', 'path_prefix=/apps/palisade', 'shop=harbor.myshopify.com']
  pairs.push(`timestamp=${Math.floor(Date.now() / 1000)}`)
  const signature = createHmac('sha256', SECRET).update(pairs.join('')).digest('hex')
  return `/proxy/nonce?${pairs.join('&')}&signature=${signature}`
}

/** Send bytes on one connection. Resolves to what came back until the server closed it or `until` matched. */
function speak(bytes: string, until: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(bytes))
    socket.on('data', (chunk) => {
      heard += chunk
      if (until.test(heard)) socket.destroy()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(heard))
  })
}

function compose(headers: string, body: string): string {
  return `POST ${hotPath()} HTTP/1.1\r\nhost: app.example\r\n${headers}\r\n\r\n${body}`
}

async function ask(target: string, init?: RequestInit) {
  const response = await fetch(app.origin + target, init)
  const text = await response.text()
  return { status: response.status, ...(text.startsWith('{') ? (JSON.parse(text) as object) : {}) }
}

describe('the production server at another spelling of an API URL', () => {
  test.each(['/api/v1//auth', '/v1/auth', '//api/v1//auth/', '/v1/contracts', '/api/v1//oauth2/token'])(
    'behavior: %s is answered as JSON by the endpoint or by the API',
    async (path) => {
      const asked = path.replace(/^\/\/?(?:api\/)?v1/, '/api/v1').replaceAll('//', '/')
      const answers = await Promise.all([path, asked].map((one) => ask(one, { method: 'POST', body: BODY })))
      expect(answers[0]).toMatchObject({ msg: expect.any(String), error: expect.any(String) })
      expect(answers[0]).toEqual(answers[1])
    },
  )
})

test('behavior: the body of a request at another spelling is read whole', async () => {
  const headers = { authorization: `Basic ${btoa('pk_none:')}` }
  const long = JSON.stringify({ walletAddress: 'x'.repeat(100_000) })
  for (const path of ['/v1/oauth2/token', '/api/v1//oauth2/token', '/api/v1//auth'])
    for (const body of ['', BODY, long])
      expect((await ask(path, { method: 'POST', body, headers })).status).toBeGreaterThanOrEqual(400)
})

describe('the production server at a hot URL', () => {
  test('default: the route answers with its status and code', async () => {
    expect(await ask(hotPath(), { method: 'POST', body: BODY })).toMatchObject(UNKNOWN)
  })

  test('behavior: the server reads a chunked body to its end', async () => {
    const halves = [BODY.slice(0, 20), BODY.slice(20)]
    const chunks = halves.map((half) => `${half.length.toString(16)}\r\n${half}\r\n`).join('')
    const heard = await speak(compose('transfer-encoding: chunked', `${chunks}0\r\n\r\n`), /ERR_\w+/)
    expect(heard).toContain(UNKNOWN.code)
  })

  test('behavior: the server reads a body that arrives byte by byte to its end', async () => {
    const heard = await new Promise<string>((resolve, reject) => {
      const bytes = compose(`content-length: ${BODY.length}`, BODY)
      let sent = 0
      const socket = connect({ port, host: '127.0.0.1', noDelay: true }, function send() {
        socket.write(bytes.slice(sent, ++sent), () => sent < bytes.length && setImmediate(send))
      })
      socket.on('data', (chunk) => {
        resolve(String(chunk))
        socket.destroy()
      })
      socket.on('error', reject)
    })
    expect(heard).toContain(UNKNOWN.code)
  })

  test('behavior: two requests sent at once on one connection are answered in order', async () => {
    const one = compose(`content-length: ${BODY.length}`, BODY)
    const other = compose('content-length: 1', '{')
    const heard = await speak(one + other, /ERR_\w+[\s\S]*ERR_\w+/)
    expect(heard.match(/ERR_\w+/g)).toEqual([UNKNOWN.code, 'ERR_BODY_INVALID'])
  })

  test('behavior: a client that expects 100 Continue gets it', async () => {
    const head = `content-length: ${BODY.length}\r\nexpect: 100-continue`
    const heard = await speak(compose(head, BODY), /ERR_\w+/)
    expect(heard).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 404 /)
  })

  test.each([
    ['with its length', (body: string) => compose(`content-length: ${body.length}`, body)],
    [
      'in chunks',
      (body: string) =>
        compose('transfer-encoding: chunked', `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`),
    ],
  ])(
    'refuses: a body of one megabyte, %s, and keeps the connection open (ERR_BODY_TOO_LARGE)',
    async (_, composeLarge) => {
      const next = compose(`content-length: ${BODY.length}`, BODY)
      const heard = await speak(composeLarge('a'.repeat(1_000_000)) + next, /ERR_\w+[\s\S]*ERR_\w+/)
      expect(heard).toMatch(/^HTTP\/1\.1 413 /)
      expect(heard.match(/ERR_\w+/g)).toEqual(['ERR_BODY_TOO_LARGE', UNKNOWN.code])
    },
  )

  test('behavior: a client that disconnects in the middle of its body does not disturb the server', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' }, () =>
        socket.write(compose('content-length: 100', '{'), () => socket.destroy()),
      )
      socket.on('close', () => resolve())
    })
    expect(await ask(hotPath(), { method: 'POST', body: BODY })).toMatchObject(UNKNOWN)
  })

  test('refuses: HEAD and GET (ERR_METHOD)', async () => {
    expect((await fetch(app.origin + hotPath(), { method: 'HEAD' })).status).toBe(405)
    expect(await ask(hotPath())).toMatchObject({ status: 405, code: 'ERR_METHOD' })
  })

  test.each([
    '/__proto__',
    '/constructor',
    '/proxy/__proto__',
    '//proxy/nonce',
    '/api/v1/chains/%E0%A4%A/wallets/__proto__/tokenOwnership',
  ])('refuses: %s with a 4xx status', async (target) => {
    const heard = await speak(
      `GET ${target} HTTP/1.1\r\nhost: app.example\r\nconnection: close\r\n\r\n`,
      /^$/,
    )
    expect(heard).toMatch(/^HTTP\/1\.1 4\d\d /)
  })
})

describe('public pages of the production server', () => {
  const shop = 'shop=a.myshopify.com'

  test.each([
    ['/', 200, 'Palisade'],
    ['/nothing/here', 404, 'Nothing is here'],
    ['/auth/login', 200, 'Palisade'],
  ])('default: %s is the same bytes for every visitor and runs no script', async (path, status, text) => {
    const [one, other] = await Promise.all([fetch(app.origin + path), fetch(app.origin + path)])
    const html = await one.text()
    expect([one.status, other.status]).toEqual([status, status])
    expect(html).toBe(await other.text())
    expect(html).toContain(text)
    // Who opens it may be of a shop of either platform.
    expect(html).toContain('Shopify’s admin or BigCommerce’s control panel')
    expect(html).not.toContain('<script')
    const [, style] = /<link rel="stylesheet" href="([^"]+)"/.exec(html) ?? []
    expect((await fetch(app.origin + style)).headers.get('content-type')).toContain('text/css')
  })

  test.each([
    `/app?${shop}&host=x`,
    `/APP?${shop}&host=x`,
    `/%61pp?${shop}&host=x`,
    `//app?${shop}&host=x`,
    `/app.data?${shop}&host=x`,
    `/app/settings?${shop}&host=%F0%9F%A6%89`,
    '/app?shop=x%0aFAKELINE1',
    '/auth/exit-iframe',
    `/auth/exit-iframe?${shop}&exitIframe=https://evil.example`,
    '/auth/exit-iframe?shop=x%0aFAKELINE2',
    '/auth/session-token?shop=x%0aFAKELINE3',
    `/auth/session-token?${shop}&${shop}`,
    '/auth/session-token?shop=%F0%9F%A6%89',
  ])('refuses: %s without a stack trace and without a log line (ERR_QUERY_INVALID)', async (path) => {
    const log = vi.spyOn(process.stderr, 'write')
    try {
      // fetch would read //app as a host.
      const heard = await speak(`GET ${path} HTTP/1.1\r\nhost: app.example\r\n\r\n`, /ERR_\w+/)
      expect(heard).toMatch(/^HTTP\/1\.1 400 /)
      expect(heard).toContain('ERR_QUERY_INVALID')
      expect(heard).not.toMatch(/\bat .*:\d+:\d+/)
      expect(log.mock.calls.map(([chunk]) => String(chunk)).join('')).toBe('')
    } finally {
      log.mockRestore()
    }
  })

  test('behavior: a missing asset is answered with 404 and no page', async () => {
    expect(await ask('/assets/nothing.js')).toEqual({ status: 404 })
  })

  test('refuses: a client that requests pages too often; other clients, Shopify’s requests, the API and assets go on (ERR_RATE_LIMITED)', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': `10.0.0.1, ${address}` })
    const headers = from('203.0.113.9')
    const statuses = new Set<number>()
    for (let batch = 0; batch < 35; batch++) {
      const twenty = Array.from({ length: 20 }, () => fetch(`${app.origin}/`, { headers }))
      for (const answer of await Promise.all(twenty)) {
        statuses.add(answer.status)
        await answer.arrayBuffer()
      }
    }
    // Windows are fixed: 700 requests are more than two of them allow.
    expect([...statuses].sort()).toEqual([200, 429])
    const refused = await fetch(`${app.origin}/nothing`, { headers })
    expect(refused.status === 429 ? Number(refused.headers.get('retry-after')) : 1).toBeGreaterThan(0)
    expect((await ask('/nothing', { headers: from('203.0.113.10') })).status).toBe(404)

    const token = signIdToken({ apiKey: 'key', apiSecret: SECRET, shop: 'a.myshopify.com' })
    const host = btoa('admin.shopify.com/store/a').replace(/=+$/, '')
    const bearer = { ...headers, authorization: `Bearer ${token}` }
    const basic = { ...headers, authorization: 'Basic eDo=' }
    const never: readonly [string, RequestInit][] = [
      [hotPath(), { method: 'POST', body: BODY, headers }],
      ['/webhooks/nothing', { method: 'POST', headers }],
      ['/webhooks/orders/create', { method: 'POST', headers }],
      [`/app?${shop}&host=${host}&embedded=1&id_token=${token}`, { headers }],
      ['/app/chains.data', { headers: bearer }],
      ['/api/v1/auth', { method: 'POST', body: '{}', headers: basic }],
      ['/api/v1/gates/1/check', { method: 'POST', body: '{}', headers: basic }],
      ['/api/v1/gates/1/check', { method: 'OPTIONS', headers }],
      ['/palisade.js', { headers }],
      ['/assets/none.js', { headers }],
    ]
    for (const [target, init] of never)
      expect((await ask(target, init)).status, `${init.method} ${target}`).not.toBe(429)
  })

  test('behavior: visitors behind an uncounted private proxy share a wider limit than one client has', async () => {
    // TRUSTED_PROXIES counts one proxy, which names another one in a private network.
    const headers = { 'x-forwarded-for': '203.0.113.11, 10.0.0.2' }
    const log = vi.spyOn(process.stderr, 'write')
    try {
      for (let batch = 0; batch < 35; batch++) {
        const twenty = Array.from({ length: 20 }, () => fetch(`${app.origin}/`, { headers }))
        for (const answer of await Promise.all(twenty)) {
          expect(answer.status).toBe(200)
          await answer.arrayBuffer()
        }
      }
      const told = log.mock.calls.map(([chunk]) => String(chunk)).join('')
      expect(told.match(/TRUSTED_PROXIES does not count/g)).toHaveLength(1)
    } finally {
      log.mockRestore()
    }
  })
})
