import { Agent, request } from 'node:http'
import { beforeAll, describe, expect, test } from 'vitest'
import { sendBytes } from '../picket/sendBytes.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'

/* The API behind the production server. In-process tests do not use its router and connections. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const holder = () => demo.facts.chains.ethereum.wallets.holder.address as string
const coin = () => demo.facts.chains.ethereum.contracts.erc20

describe('the production server', () => {
  const send = async (head: string, body: string | Uint8Array = '') => {
    const { hostname: host, port } = new URL(demo.facts.api)
    const bytes = Buffer.concat([Buffer.from(`${head.replaceAll('\n', '\r\n')}\r\n\r\n`), Buffer.from(body)])
    const answer = await sendBytes({ host, port: Number(port), bytes })
    return { ...answer, json: JSON.parse(answer.body || 'null') as Record<string, unknown> | null }
  }
  const key = () => `Authorization: Basic ${Buffer.from(demo.facts.keys.secret).toString('base64')}`

  test.each([
    '/nothing',
    '/%ff',
    '/%00',
    '//auth',
    '/auth/nonce/more',
    '/chains/%ff',
    '/chains/%ff/wallets/%ff/tokenOwnership',
    '/__proto__',
    '',
  ])('refuses: an unknown path "%s" for any method, as JSON', async (path) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'TRACE']) {
      const { status, headers, json } = await send(
        `${method} /api/v1${path} HTTP/1.1\nHost: x\n${key()}\nContent-Length: 0`,
      )
      expect([method, path, status >= 400 && status < 500, headers.get('content-type')]).toEqual([
        method,
        path,
        true,
        expect.stringMatching(/^application\/json\b/),
      ])
      expect(json).toMatchObject({ msg: expect.any(String), error: expect.stringMatching(/^ERR_/) })
    }
  })

  test.each([
    '/api/v1//auth/nonce',
    '/v1/auth/nonce',
    '//api//v1//auth//nonce',
    '/api/v1//chains',
    '/v1//oauth2/token',
  ])('behavior: %s is the same endpoint, whose body is read whole', async (path) => {
    const { hostname: host, port } = new URL(demo.facts.api)
    const body = JSON.stringify({ walletAddress: holder(), more: 'x'.repeat(20_000) })
    const method = path.endsWith('chains') ? 'GET' : 'POST'
    const head = `${method} ${path} HTTP/1.1\r\nHost: x\r\n${key()}\r\nContent-Length: ${body.length}\r\n\r\n`
    const answer = await sendBytes({ host, port: Number(port), bytes: head + body })
    expect(answer.status).toBe(path.includes('token') ? 400 : 200)
    expect(answer.body).toMatch(/"nonce":"[0-9a-f]{32}"|"chainSlug":"ethereum"|ERR_OAUTH/)
  })

  test.each(['/nothing', '/nothing.data', '/app.data', '/%ff'])(
    'refuses: a method that no page answers at "%s"',
    async (path) => {
      const { hostname: host, port } = new URL(demo.facts.api)
      for (const method of ['TRACE', 'PROPFIND']) {
        const bytes = Buffer.from(`${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`)
        const { status, headers } = await sendBytes({ host, port: Number(port), bytes })
        expect([method, status, headers.get('allow')]).toEqual([method, 405, 'GET, HEAD'])
      }
    },
  )

  test.each([
    '/auth/nonce',
    '/auth',
    '/authz',
    '/auth/validate',
    '/oauth2/token',
    '/oauth2/revoke',
    '/chains',
    '/chains/ethereum',
  ])('refuses: methods that %s does not accept, as JSON', async (path) => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const { status, json, headers } = await send(
        `${method} /api/v1${path} HTTP/1.1\nHost: x\n${key()}\nContent-Length: 0`,
      )
      expect([method, path, status, headers.get('content-type')]).toEqual([
        method,
        path,
        405,
        expect.stringMatching(/^application\/json\b/),
      ])
      expect(json).toMatchObject({ error: 'ERR_METHOD' })
    }
    const preflight = await send(
      `OPTIONS /api/v1${path} HTTP/1.1\nHost: x\nOrigin: https://a.example\nAccess-Control-Request-Method: POST`,
    )
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://a.example',
    ])
  })

  test('behavior: a browser may read the answers of every endpoint, however it is routed', async () => {
    const head = (line: string, more = '') =>
      `${line} HTTP/1.1\nHost: x\nOrigin: http://localhost:5173${more}`
    const answers = [
      [200, await send(head('GET /api/v1/chains', `\n${key()}`))],
      [200, await send(head('GET /api/v1/chains/ethereum', `\n${key()}`))],
      [401, await send(head('GET /api/v1/chains/ethereum'))],
      [405, await send(head('PUT /api/v1/chains/ethereum', `\n${key()}\nContent-Length: 0`))],
      [404, await send(head('GET /api/v1/nothing'))],
      [401, await send(head('GET /api/v1/oauth2/userinfo'))],
    ] as const
    for (const [status, answer] of answers) {
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
        status,
        'http://localhost:5173',
      ])
      expect(answer.headers.get('vary')).toMatch(/origin/i)
      if (status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^(?:Basic|Bearer) /)
      if (status === 405) expect(answer.headers.get('allow')).toMatch(/GET/)
    }
    const jwks = await send(head('GET /api/v1/.well-known/jwks.json'))
    expect(jwks.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('behavior: HEAD answers as GET without a body', async () => {
    const { hostname: host, port } = new URL(demo.facts.api)
    const response = await fetch(`http://${host}:${port}/api/v1/chains`, {
      method: 'HEAD',
      headers: { authorization: key().slice(15) },
    })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  test('refuses: a megabyte, with and without a length (ERR_BODY_TOO_LARGE)', async () => {
    const megabyte = ' '.repeat(1_048_576)
    for (const path of [
      '/auth/nonce',
      '/auth',
      '/authz',
      '/auth/validate',
      '/oauth2/token',
      '/oauth2/revoke',
    ]) {
      const head = `POST /api/v1${path} HTTP/1.1\nHost: x\n${key()}\nContent-Type: application/json`
      const known = await send(`${head}\nContent-Length: ${megabyte.length}`, megabyte)
      expect([path, known.status, known.json?.error]).toEqual([path, 413, 'ERR_BODY_TOO_LARGE'])
      const chunked = await send(`${head}\nTransfer-Encoding: chunked`, `100000\r\n${megabyte}\r\n0\r\n\r\n`)
      expect([path, chunked.status, chunked.json?.error]).toEqual([path, 413, 'ERR_BODY_TOO_LARGE'])
    }
  })

  test('behavior: a refused megabyte does not disturb the next request of its connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const post = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const call = request(`${demo.facts.api}${path}`, { agent, method: 'POST' }, (answer) => {
          answer.resume().once('end', () => resolve(answer.statusCode))
        })
        call.once('error', reject)
        call.end(Buffer.alloc(1_000_000, 'x'))
      })
    for (const path of ['/auth/validate', '/oauth2/revoke', '/oauth2/authorize', '/auth/validate']) {
      for (let i = 0; i < 4; i++) expect([401, 403, 413]).toContain(await post(path))
    }
    agent.destroy()
  })

  test('behavior: hot endpoints accept chunked bodies, encoded segments and every spelling of Basic', async () => {
    const body = `{"chain":"ethereum","wallet_address":"${holder()}","locale":""}`
    const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
    const b64 = (text: string) => Buffer.from(text).toString('base64')
    for (const basic of [
      `Basic  ${b64(demo.facts.keys.publishable)}`,
      `bAsIc ${b64(`${demo.facts.keys.secret}:`)}`,
    ]) {
      const head = `POST /api/v1/auth/nonce HTTP/1.1\nHost: x\nAuthorization: ${basic}\nTransfer-Encoding: chunked`
      expect(await send(head, chunks)).toMatchObject({ status: 200, json: { format: 'siwe' } })
    }
    const asked = JSON.stringify({ contractAddress: coin() })
    const wallet = `%30${holder().slice(1)}`
    const path = `/api/v1/chains/ethere%75m/wallets/${wallet}/tokenOwnership`
    const head = `POST ${path} HTTP/1.1\nHost: x\n${key()}\nContent-Length: ${asked.length}`
    expect(await send(head, asked)).toMatchObject({
      status: 200,
      json: { allowed: true, walletAddress: holder() },
    })
  })
})
