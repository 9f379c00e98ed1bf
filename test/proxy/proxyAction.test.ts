import { createHmac } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { createError, NotFoundError } from '../../app/core/errors/base.ts'
import { createCeiling } from '../../app/core/limit/createCeiling.ts'
import { findClientAddress } from '../../app/core/limit/findClientAddress.ts'
import { log } from '../../app/log/log.ts'
import { proxyAction } from '../../app/proxy/proxyAction.ts'
import { NonceBody, UnlockBody } from '../../app/proxy/wire.ts'

const NOW = 1_800_000_000
const sign = (message: string) => createHmac('sha256', 'secret').update(message).digest('hex')
const confirmed: unknown[] = []
const ceiling = createCeiling({ most: 10, random: () => 0.5, now: () => NOW })
const door = {
  now: () => NOW,
  sign,
  isEqual: (a: string, b: string) => a === b,
  ceiling,
  shoppers: {
    find: findClientAddress,
    confirm: (...said: unknown[]) => void confirmed.push(said),
    hasFound: () => true,
  },
}

function request(
  body: BodyInit | null,
  { method = 'POST', query = signedQuery(), headers = {} } = {},
): Request {
  return new Request(`https://app.example/proxy/nonce?${query}`, {
    method,
    body,
    headers,
    duplex: 'half',
  } as RequestInit)
}
function signedQuery(): string {
  const pairs = [
    'logged_in_customer_id=7',
    'path_prefix=/apps/palisade',
    'shop=harbor.myshopify.com',
    `timestamp=${NOW}`,
  ]
  return `${pairs.join('&')}&signature=${sign([...pairs].sort().join(''))}`
}
const good = JSON.stringify({ chain: 'ethereum', walletAddress: '0x1' })
const echo = proxyAction({
  door,
  turn: 'first',
  schema: NonceBody,
  findSigner: () => null,
  run: async (caller, body) => ({ caller, body }),
  format: (x) => x,
})
const answer = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as object),
})

describe('proxyAction', () => {
  test('default: the caller is the one that Shopify vouches for', async () => {
    const response = await echo({
      request: request(good, {
        headers: { 'x-forwarded-host': 'harbor.example', 'x-forwarded-for': '203.0.113.9' },
      }),
    })
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await answer(response)).toEqual({
      status: 200,
      caller: {
        myshopifyDomain: 'harbor.myshopify.com',
        customerId: '7',
        requestedDomain: 'harbor.example',
        clientAddress: '203.0.113.9',
      },
      body: { chain: 'ethereum', walletAddress: '0x1' },
    })
  })

  test('behavior: an answered request of a shopper who signed confirms its address, a refused one does not', async () => {
    const signed = (run: () => Promise<object>) =>
      proxyAction({
        door,
        turn: 'later',
        schema: NonceBody,
        findSigner: ({ walletAddress }) => walletAddress ?? null,
        run,
        format: () => ({}),
      })
    const sent = () => ({ request: request(good, { headers: { 'x-forwarded-for': '203.0.113.10' } }) })
    await signed(() => Promise.reject(new NotFoundError('ERR_GATE_NOT_FOUND', 'There is none.')))(sent())
    expect(confirmed).toEqual([])
    await signed(async () => ({}))(sent())
    expect(confirmed).toEqual([['203.0.113.10', expect.any(String)]])
  })

  test.each<[string, Request, number, string]>([
    ['no signature', request(good, { query: 'shop=harbor.myshopify.com' }), 401, 'ERR_PROXY_SIGNATURE'],
    ['another method', request(null, { method: 'GET' }), 405, 'ERR_METHOD'],
    ['no body', request(null), 400, 'ERR_BODY_INVALID'],
    ['a body that is no JSON', request('{"chain"'), 400, 'ERR_BODY_INVALID'],
    ['bytes that are no text', request(new Uint8Array([0xff, 0xfe])), 400, 'ERR_BODY_INVALID'],
    ['a list', request('[]'), 400, 'ERR_BODY_INVALID'],
    ['a missing field', request('{"chain":"ethereum"}'), 400, 'ERR_BODY_INVALID'],
    ['a field of another type', request('{"chain":1,"walletAddress":"b"}'), 400, 'ERR_BODY_INVALID'],
    ['an oversized body', request(JSON.stringify({ chain: 'x'.repeat(40_000) })), 413, 'ERR_BODY_TOO_LARGE'],
  ])('refuses: %s', async (_, sent, status, code) => {
    expect(await answer(await echo({ request: sent }))).toEqual({
      status,
      code,
      msg: expect.stringMatching(/[a-z].*\. .+\.$/s),
    })
  })

  test('behavior: an unknown field of a newer script is ignored', async () => {
    const body = JSON.stringify({ chain: 'a', walletAddress: 'b', locale: 'de', shop: 'other.myshopify.com' })
    expect(await answer(await echo({ request: request(body) }))).toMatchObject({
      status: 200,
      caller: { myshopifyDomain: 'harbor.myshopify.com' },
      body: { chain: 'a', walletAddress: 'b' },
    })
  })

  test('refuses: an endless body, after reading little more than the limit (ERR_BODY_TOO_LARGE)', async () => {
    let sent = 0
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 8192
        controller.enqueue(new Uint8Array(8192).fill(32))
      },
    })
    expect(await answer(await echo({ request: request(stream) }))).toMatchObject({ status: 413 })
    expect(sent).toBeLessThan(100_000)
  })

  test.each([
    { nonce: 'n', walletAddress: 'w', signature: 's', gates: Array(17).fill(1), lines: [] },
    { nonce: 'n', walletAddress: 'w', signature: 's', gates: [36 ** 6], lines: [] },
    { nonce: 'n', walletAddress: 'w', signature: 's', gates: [1.5], lines: [] },
    { nonce: 'n', walletAddress: 'w', signature: 's'.repeat(9000), gates: [1], lines: [] },
    { nonce: 'n', walletAddress: 'w', signature: 's', gates: [1], lines: [{ productId: 1 }] },
    { nonce: 'n', walletAddress: 'w', signature: 's', gates: [1], lines: [], cart: 'x'.repeat(256) },
    { nonce: 'n', walletAddress: 'w', signature: 's', gates: [1], lines: [], cart: 'a\u0000b' },
    { nonce: 'n', walletAddress: 'w', signature: 's', gates: [1], lines: [], cart: '\ud800x' },
    { nonce: '\u0000', walletAddress: 'w', signature: 's', gates: [1], lines: [] },
  ])('refuses: a malformed or oversized unlock request (%#)', (body) => {
    expect(UnlockBody.safeParse(body).success).toBe(false)
  })

  test('behavior: a known error keeps its code and status and says what to do', async () => {
    const action = proxyAction({
      door,
      turn: 'later',
      schema: NonceBody,
      findSigner: () => null,
      run: async () => {
        throw new NotFoundError('ERR_GATE_NOT_FOUND', 'No such gate.', { hint: 'Reload.' })
      },
      format: () => ({}),
    })
    expect(await answer(await action({ request: request(good) }))).toEqual({
      status: 404,
      code: 'ERR_GATE_NOT_FOUND',
      msg: 'No such gate. Reload.',
    })
  })

  test('refuses: one request too many, and says when to come back (ERR_RATE_LIMITED)', async () => {
    const action = proxyAction({
      door,
      turn: 'later',
      schema: NonceBody,
      findSigner: () => null,
      run: async () => {
        throw createError('ERR_RATE_LIMITED', 'Too many requests arrived at once.', {
          hint: 'Wait 17 seconds and try again.',
          details: { retryAfter: 17 },
        })
      },
      format: () => ({}),
    })
    const response = await action({ request: request(good) })
    expect(response.headers.get('retry-after')).toBe('17')
    expect(response.headers.get('content-type')).toMatch(/^application\/json\b/)
    expect(await answer(response)).toEqual({
      status: 429,
      code: 'ERR_RATE_LIMITED',
      msg: 'Too many requests arrived at once. Wait 17 seconds and try again.',
    })
  })

  test('refuses: a request while as many are answered as may be, and no longer; one that Shopify did not sign is refused as always (ERR_SERVER_BUSY)', async () => {
    let finish = () => {}
    const isOver = new Promise<void>((resolve) => {
      finish = resolve
    })
    const action = (turn: 'first' | 'later') =>
      proxyAction({
        ...{ door, turn, schema: NonceBody, findSigner: () => null, format: () => ({}) },
        run: () => isOver,
      })
    const running = Array.from({ length: 8 }, () => action('later')({ request: request(good) }))
    await expect.poll(() => ceiling.count().inside).toBe(8)
    const response = await echo({ request: request(good) })
    expect(response.headers.get('retry-after')).toBe('6')
    expect(await answer(response)).toEqual({
      status: 429,
      code: 'ERR_SERVER_BUSY',
      msg: 'Very many people ask this server right now. Wait 6 seconds and try again.',
    })
    const forged = await echo({ request: request(good, { query: 'shop=harbor.myshopify.com' }) })
    expect(await answer(forged)).toMatchObject({ code: 'ERR_PROXY_SIGNATURE' })
    finish()
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect((await echo({ request: request(good) })).status).toBe(200)
  })

  test('behavior: the answer and the log line of a server fault reveal nothing of its message', async () => {
    const write = vi.spyOn(log, 'error').mockImplementation(() => {})
    const action = proxyAction({
      door,
      turn: 'later',
      schema: NonceBody,
      findSigner: () => null,
      run: async () => {
        throw Object.assign(new Error('password is hunter2'), {
          code: '23505',
          cause: new Error('hunter2 again'),
        })
      },
      format: () => ({}),
    })
    const body = await answer(await action({ request: request(good) }))
    expect(body).toMatchObject({ status: 500, code: 'ERR_INTERNAL' })
    expect(JSON.stringify(body)).not.toContain('hunter2')
    expect(write).toHaveBeenCalledOnce()
    const [sentence, fields] = write.mock.calls[0] ?? []
    expect(sentence).toMatch(/failed: Error 23505$/)
    expect(fields?.fault).toMatch(/^\s+at /)
    expect(JSON.stringify(write.mock.calls)).not.toContain('hunter2')
    write.mockRestore()
  })
})
