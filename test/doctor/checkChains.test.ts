import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkChains } from '../../app/doctor/checkChains.ts'
import { checkNode, checkReady, checkSame } from '../../app/doctor/checkHost.ts'
import { formatFindings } from '../../app/doctor/formatFindings.ts'

type Served = { readonly status?: number; readonly body: unknown; readonly date?: number }

/** Start an HTTP server that answers each request as told. */
async function serve(answer: (request: { path: string; body: string }) => Served): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    let body = ''
    incoming.on('data', (part) => {
      body += part
    })
    incoming.on('end', () => {
      const { status = 200, body: said, date = Date.now() } = answer({ path: incoming.url ?? '', body })
      outgoing.sendDate = false
      outgoing.writeHead(status, { date: new Date(date).toUTCString(), 'content-type': 'application/json' })
      outgoing.end(JSON.stringify(said))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An endpoint that knows its chain and latest block, and no program in `eth_call`. */
const serveChain = ({
  chainId = 1,
  headAge = 5,
  skew = 0,
}: {
  chainId?: number
  headAge?: number
  skew?: number
}) =>
  serve(({ body }) => {
    const answerOne = ({ id, method }: { id: number; method: string }) => {
      const timestamp = `0x${Math.floor(Date.now() / 1000 - headAge + skew).toString(16)}`
      if (method === 'eth_chainId') return { jsonrpc: '2.0', id, result: `0x${chainId.toString(16)}` }
      if (method === 'eth_getBlockByNumber') return { jsonrpc: '2.0', id, result: { timestamp } }
      return { jsonrpc: '2.0', id, error: { code: -32_005, message: 'too many requests' } }
    }
    const asked = JSON.parse(body)
    const said = Array.isArray(asked) ? asked.map(answerOne) : answerOne(asked)
    return { body: said, date: Date.now() + skew * 1000 }
  })

const find = async (url: string, check: string) =>
  (await checkChains({ RPC_URL_ETHEREUM: url })).find((one) => one.check === check)

describe('checkChains', () => {
  test('refuses: an endpoint of another chain', async () => {
    expect(await find(await serveChain({ chainId: 137 }), 'chain ethereum 1')).toMatchObject({
      outcome: 'fail',
      found: 'RPC endpoint 1 of 1 for ethereum serves chain 137, not 1. This server does not use it.',
    })
  })

  test('refuses: an endpoint that is down, without the key in its URL', async () => {
    const finding = await find('http://127.0.0.1:1/secret-key', 'chain ethereum 1')
    expect(finding).toMatchObject({ outcome: 'fail' })
    expect(JSON.stringify(finding)).not.toContain('secret-key')
  })

  test('behavior: an endpoint that does not show how it reads many balances is unknown', async () => {
    expect(await find(await serveChain({}), 'chain ethereum 1')).toMatchObject({ outcome: 'unknown' })
  })

  test.each([
    { skew: 0, outcome: 'ok', words: /agrees/ },
    { skew: 30, outcome: 'warn', words: /is (?:29|30|31) s behind/ },
    { skew: -120, outcome: 'fail', words: /is (?:119|120|121) s ahead of/ },
  ])('behavior: a clock that is $skew s away is $outcome', async ({ skew, outcome, words }) => {
    const clock = await find(await serveChain({ skew }), 'clock')
    expect(clock).toMatchObject({ outcome, found: expect.stringMatching(words) })
  })

  test('refuses: an endpoint whose answer never ends, and reads no more than it needs', async () => {
    let sent = 0
    const part = Buffer.alloc(1 << 20, 120)
    const server = createServer((_, outgoing) => {
      const push = () => {
        sent += part.length
        if (!outgoing.destroyed) outgoing.write(part, push)
      }
      push()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await find(url, 'chain ethereum 1')).toMatchObject({ outcome: 'fail' })
    expect(sent).toBeLessThan(300 << 20)
  })

  test('behavior: without an endpoint that answers, the clock is unknown', async () => {
    expect(await find('http://127.0.0.1:1', 'clock')).toMatchObject({ outcome: 'unknown' })
  })
})

describe('checkReady', () => {
  test.each([
    { status: 200, outcome: 'ok' },
    { status: 503, outcome: 'fail' },
    { status: 404, outcome: 'unknown' },
    { status: 302, outcome: 'unknown' },
  ])('behavior: a server that answers $status is $outcome', async ({ status, outcome }) => {
    const origin = await serve(({ path }) => ({
      status: path === '/readyz' ? status : 500,
      body: { status: 'ready' },
    }))
    expect(await checkReady({ check: 'server', origin })).toMatchObject({ check: 'server', outcome })
  })

  test('behavior: a server that turned people away within the last minute is ready, and the doctor says so', async () => {
    const origin = await serve(() => ({ body: { status: 'ready', checks: { load: 'failing' } } }))
    expect(await checkReady({ check: 'server', origin })).toMatchObject({
      outcome: 'warn',
      found: expect.stringContaining('told people to come back later'),
      next: expect.stringContaining('add a process'),
    })
  })

  test('refuses: to call another program ready', async () => {
    const origin = await serve(() => ({ body: { hello: 'world' } }))
    expect(await checkReady({ check: 'server', origin })).toMatchObject({ outcome: 'unknown' })
  })

  test('refuses: a port where nothing answers, and one that speaks no TLS', async () => {
    const origin = await serve(() => ({ body: {} }))
    for (const dead of ['http://127.0.0.1:1', origin.replace('http:', 'https:')])
      expect(await checkReady({ check: 'public URL', origin: dead })).toMatchObject({
        outcome: 'fail',
        next: expect.stringContaining('certificate'),
      })
    expect(await checkReady({ check: 'server', origin: 'http://127.0.0.1:1' })).toMatchObject({
      outcome: 'fail',
      next: expect.stringMatching(/^Start the server, or correct PORT and HOST/),
    })
  })

  test.each([
    [{ database: 'failing', chains: 'ok' }, /^Check that PostgreSQL runs, and its disk\.$/],
    [{ database: 'ok', chains: 'failing' }, /^Set an endpoint that answers: see the lines of the chains\.$/],
    [{ database: 'failing', chains: 'failing' }, /^Check that PostgreSQL .* Set an endpoint /],
    [{}, /^Look into its log\.$/],
  ])('behavior: of a server that is not ready for %j it says what to do', async (checks, next) => {
    const origin = await serve(() => ({ status: 503, body: { status: 'not ready', checks } }))
    expect(await checkReady({ check: 'server', origin })).toMatchObject({
      outcome: 'fail',
      next: expect.stringMatching(next),
    })
  })
})

describe('checkSame', () => {
  const serveKeys = (...ids: string[]) =>
    serve(({ path }) =>
      path === '/api/v1/.well-known/jwks.json'
        ? { body: { keys: ids.map((kid) => ({ kid })) } }
        : { status: 500, body: {} },
    )

  test('default: both servers share a key, also while one is being rotated', async () => {
    const [own, publicOrigin] = [await serveKeys('new', 'old'), await serveKeys('old')]
    expect(await checkSame({ own, publicOrigin })).toMatchObject({ check: 'public URL', outcome: 'ok' })
  })

  test('refuses: another installation', async () => {
    const [own, publicOrigin] = [await serveKeys('ours'), await serveKeys('theirs')]
    expect(await checkSame({ own, publicOrigin })).toMatchObject({
      outcome: 'fail',
      found: `Another installation of Palisade answers at ${publicOrigin}: it has other keys than the server at ${own}.`,
    })
  })

  test('refuses: to say so of a server without keys', async () => {
    const own = await serveKeys('ours')
    for (const publicOrigin of [await serveKeys(), await serve(() => ({ status: 404, body: 'none' }))])
      expect(await checkSame({ own, publicOrigin })).toMatchObject({
        outcome: 'unknown',
        found: expect.stringContaining(`${publicOrigin} does not show its public keys`),
      })
  })
})

test('behavior: the doctor and engines agree on versions of Node', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } }
  expect(engines.node).toBe('>=20.19 <21 || >=22.12 <23 || >=24')
  const versions = ['21.7.0', '22.11.0', '22.12.0', '23.11.0', '24.0.0', '26.1.0']
  expect(versions.filter((version) => checkNode(version).outcome === 'ok')).toEqual([
    '22.12.0',
    '24.0.0',
    '26.1.0',
  ])
})

test('behavior: an old Node is refused, and findings are lines', () => {
  expect(checkNode('20.18.3').outcome).toBe('fail')
  expect(checkNode('18.20.0').outcome).toBe('fail')
  expect(checkNode('20.19.0').outcome).toBe('ok')
  expect(formatFindings([checkNode('18.20.0'), checkNode('22.12.0')])).toBe(
    'fail    node: Node 18.20.0.\n        → Install Node 24, or 22.12 or 20.19 or a later version of these.\nok      node: Node 22.12.0.',
  )
})
