import type { LookupAddress } from 'node:dns'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createCheckedLookup } from '../../app/chains/pictures/createCheckedLookup.ts'
import { isPublicAddress } from '../../app/chains/pictures/isPublicAddress.ts'
import { createCourier } from '../../app/courier/createCourier.ts'
import { makeCertificate } from '../chains/pictures/makeCertificate.ts'
import { fc } from '../random.ts'

const HOST = 'hooks.example'
const { cert, key } = makeCertificate(HOST)
const URL_OF_HOST = `https://${HOST}/in`
const POST = { headers: { 'content-type': 'application/json' }, body: '{"type":"message.test"}' }
const PRIVATE = 'The address is in a private network, where this server posts nothing.'

/** Start a server of the host, and a courier to which this machine is public unless a test says otherwise. */
async function startHost(
  listener: RequestListener,
  {
    addresses = [{ address: '127.0.0.1', family: 4 }],
    listAddresses = () => addresses,
    isPublic = (address: string) => address === '127.0.0.1',
    mostMs = 5_000,
  }: {
    addresses?: LookupAddress[]
    /** The answer to a look-up, by how many there were with it. */
    listAddresses?: (count: number) => LookupAddress[]
    isPublic?: (address: string) => boolean
    mostMs?: number
  } = {},
) {
  let lookups = 0
  const asked: { url: string; body: string; host: string }[] = []
  const server = createServer({ cert, key }, async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ url: request.url ?? '', body, host: request.headers.host?.split(':')[0] ?? '' })
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { post } = createCourier({
    isPublic,
    createLookup: (given) =>
      createCheckedLookup({
        ...given,
        resolve: (_host, _options, found) => found(null, listAddresses(++lookups)),
      }),
    allowsLocal: false,
    mostMs,
    connect: { ca: cert, port: (server.address() as AddressInfo).port },
  })
  return { asked, post: (url = URL_OF_HOST) => post({ url, ...POST }) }
}

/** The courier of a server without exceptions. */
const plain = (allowsLocal = false) =>
  createCourier({ isPublic: isPublicAddress, createLookup: createCheckedLookup, allowsLocal, mostMs: 5_000 })

type Octets = readonly [number, number, number, number]

const octet = fc.integer({ min: 0, max: 255 })
const privateAddress: fc.Arbitrary<Octets> = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
)

/** What a URL may call an IPv4 address: as an IPv4 address, or inside an IPv6 address. */
const toNumber = (address: Octets) => Buffer.from(address).readUInt32BE()
const toGroups = (address: Octets) => {
  const bytes = Buffer.from(address)
  return `${bytes.readUInt16BE(0).toString(16)}:${bytes.readUInt16BE(2).toString(16)}`
}
const SPELLINGS: readonly ((address: Octets) => string)[] = [
  (address) => address.join('.'),
  (address) => `${address.join('.')}.`,
  (address) => String(toNumber(address)),
  (address) => `0x${toNumber(address).toString(16)}`,
  (address) => `0${toNumber(address).toString(8)}`,
  (address) => address.map((one) => `0${one.toString(8)}`).join('.'),
  (address) => address.map((one) => `0x${one.toString(16)}`).join('.'),
  ([first, ...rest]) => `${first}.${Buffer.from([0, ...rest]).readUInt32BE()}`,
  ([first, second, ...rest]) => `${first}.${second}.${Buffer.from(rest).readUInt16BE()}`,
  (address) => address.join('%2e'),
  (address) => address.join('。'),
  (address) => address.join('.').replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (address) => `user:word@${address.join('.')}`,
  (address) => `${address.join('.')}:8443`,
  (address) => `[::ffff:${address.join('.')}]`,
  (address) => `[0:0:0:0:0:FFFF:${toGroups(address)}]`,
  (address) => `[::${address.join('.')}]`,
  (address) => `[64:ff9b::${address.join('.')}]`,
  (address) => `[2002:${toGroups(address)}::]`,
]

describe('post', () => {
  test('default: the body arrives once, and any 2xx is enough', async () => {
    const { asked, post } = await startHost((_request, response) => response.writeHead(202).end('thanks'))
    expect(await post()).toEqual({ kind: 'sent', status: 202 })
    expect(asked).toEqual([{ url: '/in', body: POST.body, host: HOST }])
  })

  test.each([400, 401, 404, 429, 500, 503])('behavior: HTTP %i is a failure', async (status) => {
    const { post } = await startHost((_request, response) => response.writeHead(status).end())
    expect(await post()).toEqual({ kind: 'failed', status, error: `The receiver answered HTTP ${status}.` })
  })

  test('behavior: 410 says that nothing more is wanted', async () => {
    const { post } = await startHost((_request, response) => response.writeHead(410).end())
    expect(await post()).toMatchObject({ kind: 'gone', status: 410 })
  })

  test.each([301, 302, 303, 307, 308])('refuses: to follow a redirect by HTTP %i', async (status) => {
    const { asked, post } = await startHost((_request, response) =>
      response.writeHead(status, { location: 'https://169.254.169.254/latest/meta-data' }).end(),
    )
    expect(await post()).toMatchObject({ kind: 'failed', status })
    expect(asked).toHaveLength(1)
  })

  test('refuses: to wait for a host that accepts and says nothing', async () => {
    const { post } = await startHost(() => {}, { mostMs: 200 })
    const since = performance.now()
    expect(await post()).toEqual({
      ...{ kind: 'failed', status: null },
      error: 'There was no answer within 1 seconds.',
    })
    expect(performance.now() - since).toBeLessThan(2_000)
  })

  test('refuses: to read an answer of 100 MB; its status counts', async () => {
    let sent = 0
    const chunk = Buffer.alloc(64 * 1024)
    const { post } = await startHost((_request, response) => {
      response.writeHead(200, { 'content-length': 100 * 1024 * 1024 })
      const write = () => {
        while (sent < 100 * 1024 * 1024 && !response.destroyed) {
          sent += chunk.length
          if (!response.write(chunk)) return void response.once('drain', write)
        }
        response.end()
      }
      write()
    })
    expect(await post()).toEqual({ kind: 'sent', status: 200 })
    expect(sent).toBeLessThan(20 * 1024 * 1024)
  })

  test('refuses: to wait for an answer that drips; its status counts', async () => {
    const { post } = await startHost(
      (_request, response) => {
        response.writeHead(500)
        const timer = setInterval(() => response.write('x'), 10)
        response.on('close', () => clearInterval(timer))
      },
      { mostMs: 200 },
    )
    const since = performance.now()
    expect(await post()).toMatchObject({ kind: 'failed', status: 500 })
    expect(performance.now() - since).toBeLessThan(2_000)
  })

  test('behavior: a host that closes the connection, and one whose certificate is another’s', async () => {
    const closing = await startHost((request) => request.socket.destroy())
    expect(await closing.post()).toMatchObject({
      error: 'The host closed the connection without an answer.',
    })
    const { asked, post } = await startHost((_request, response) => response.end())
    expect(await post('https://another.example/in')).toMatchObject({
      error: 'The certificate is of another host.',
    })
    expect(asked).toEqual([])
  })
})

describe('private addresses', () => {
  test.each([
    ...['127.0.0.1', '10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...['::1', 'fd00::1', 'fe80::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::'],
  ])('refuses: a host at %s, without connecting', async (address) => {
    const { asked, post } = await startHost((_request, response) => response.end(), {
      addresses: [{ address, family: address.includes(':') ? 6 : 4 }],
      isPublic: isPublicAddress,
    })
    expect(await post()).toEqual({ kind: 'failed', status: null, error: PRIVATE })
    expect(asked).toEqual([])
  })

  test('refuses: a host of which one address is private', async () => {
    const { asked, post } = await startHost((_request, response) => response.end(), {
      addresses: [
        { address: '127.0.0.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
    })
    expect(await post()).toMatchObject({ error: PRIVATE })
    expect(asked).toEqual([])
  })

  test('refuses: a host that was public at the last post, because it is looked up as the connection is made', async () => {
    const addresses = [{ address: '127.0.0.1', family: 4 }]
    const { asked, post } = await startHost((_request, response) => response.end(), { addresses })
    expect(await post()).toMatchObject({ kind: 'sent' })
    addresses[0] = { address: '10.0.0.1', family: 4 }
    expect(await post()).toMatchObject({ error: PRIVATE })
    expect(asked).toHaveLength(1)
  })

  test.each([
    ...['https://127.0.0.1/in', 'https://2130706433/in', 'https://0x7f.1/in', 'https://[::1]/in'],
    ...['https://[::ffff:10.0.0.1]/in', 'https://169.254.169.254/in', 'https://localhost/in'],
  ])('refuses: the address %s', async (url) => {
    expect(await plain().post({ url, ...POST })).toEqual({ kind: 'failed', status: null, error: PRIVATE })
  })

  test('property: no spelling of a private IPv4 address is posted to', async () => {
    await fc.assert(
      fc.asyncProperty(privateAddress, fc.constantFrom(...SPELLINGS), async (address, spell) => {
        const answer = await plain().post({ url: `https://${spell(address)}/in`, ...POST })
        expect(answer).toEqual({ kind: 'failed', status: null, error: PRIVATE })
      }),
      { numRuns: 500 },
    )
  })

  test('refuses: a host whose answers change between two look-ups, because a post looks up once', async () => {
    const { asked, post } = await startHost((_request, response) => response.end(), {
      // Public for whoever asks first, private for whoever asks next.
      listAddresses: (count) => [{ address: count % 2 === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }],
    })
    for (let round = 0; round < 4; round++) {
      const isOurs = round % 2 === 0
      expect(await post()).toMatchObject(isOurs ? { kind: 'sent', status: 200 } : { error: PRIVATE })
    }
    expect(asked).toHaveLength(2)
  })

  test('refuses: http, but to this machine if the operator allows it', async () => {
    let count = 0
    const server = createHttpServer((_request, response) => {
      count += 1
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const url = `http://localhost:${port}/in`
    expect(await plain().post({ url, ...POST })).toMatchObject({ kind: 'failed', status: null })
    expect(count).toBe(0)
    expect(await plain(true).post({ url, ...POST })).toEqual({ kind: 'sent', status: 200 })
    const outside = { url: 'http://hooks.example/in', ...POST }
    expect(await plain(true).post(outside)).toMatchObject({
      error: 'The address does not begin with https://.',
    })
  })
})
