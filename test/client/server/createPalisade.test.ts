import { describe, expect, test } from 'vitest'
import { createPalisade, type Palisade } from '../../../client/server/createPalisade.ts'
import type { PalisadeOptions } from '../../../client/server/readOptions.ts'
import { answerJson, startAnswers } from './startAnswers.ts'

const apiKey = `sk_${'a'.repeat(32)}`
const claims = { sub: 'ethereum:0x1' }
const busy = { msg: 'Too many requests.', error: 'ERR_RATE_LIMITED' }
const away = { msg: 'The database is away.', error: 'ERR_DATABASE_AWAY' }
const open = (url: string, more: Partial<PalisadeOptions> = {}) => createPalisade({ url, apiKey, ...more })
const validate = (palisade: Palisade) => palisade.validate({ accessToken: 'a.b.c' })

describe('a call', () => {
  test('default: sends the key and the body once, and returns the answer', async () => {
    const { url, asked } = await startAnswers(answerJson(200, claims))
    const requirements = { chain: 'ethereum', contractAddress: '0x1' }
    expect(await open(`${url}/`).validate({ accessToken: 'a.b.c', requirements })).toEqual(claims)
    expect(asked).toMatchObject([{ method: 'POST', path: '/api/v1/auth/validate' }])
    expect(asked[0]?.headers.get('authorization')).toBe(`Basic ${btoa(`${apiKey}:`)}`)
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ accessToken: 'a.b.c', requirements })
  })

  test('behavior: a refusal is an error with code, status, sentence and what was found', async () => {
    const answer = {
      msg: 'Not enough.',
      code: 'permission_denied',
      error: 'ERR_REQUIREMENT_UNMET',
      needed: '1',
    }
    const { url } = await startAnswers(answerJson(403, answer))
    await expect(validate(open(url))).rejects.toMatchObject({
      name: 'PalisadeError',
      message: 'Not enough.',
      code: 'ERR_REQUIREMENT_UNMET',
      status: 403,
      retryAfterSeconds: null,
      answer,
    })
  })

  test('behavior: every segment of an address stays one segment', async () => {
    const { url, asked } = await startAnswers(answerJson(200, {}))
    await open(url).checkTokenOwnership({ chain: 'a/b', walletAddress: '?x#y%2f', requirements: {} })
    expect(asked[0]?.path).toBe('/api/v1/chains/a%2Fb/wallets/%3Fx%23y%252f/tokenOwnership')
  })

  test.each(['', '.', '..', '\ud800'])('refuses: the segment "%s" (ERR_CLIENT_INPUT)', async (chain) => {
    const { url, asked } = await startAnswers(answerJson(200, {}))
    await expect(open(url).findChain({ chain })).rejects.toMatchObject({ code: 'ERR_CLIENT_INPUT' })
    expect(asked).toEqual([])
  })
})

describe('a program without types', () => {
  const calls = [
    ...['createNonce', 'signIn', 'validate', 'authorize', 'revokeToken', 'checkGate'],
    ...['findChain', 'checkTokenOwnership', 'describeContract'],
  ] as (keyof Palisade)[]
  test.each(calls)('refuses: %s without an object, and asks nothing (ERR_CLIENT_INPUT)', async (name) => {
    const { url, asked } = await startAnswers(answerJson(200, {}))
    const call = open(url)[name] as (parameters?: unknown) => Promise<unknown>
    for (const wrong of [undefined, null, 'a.b.c'])
      await expect(call(wrong)).rejects.toMatchObject({
        ...{ name: 'PalisadeError', code: 'ERR_CLIENT_INPUT' },
        message: 'This call takes an object, such as { accessToken }.',
      })
    expect(asked).toEqual([])
  })

  test('refuses: a part of an address that is missing (ERR_CLIENT_INPUT)', async () => {
    const { url, asked } = await startAnswers(answerJson(200, {}))
    const findChain = open(url).findChain as (parameters: object) => Promise<unknown>
    await expect(findChain({})).rejects.toMatchObject({ code: 'ERR_CLIENT_INPUT' })
    expect(asked).toEqual([])
  })

  test('refuses: what JSON cannot carry, and asks nothing (ERR_CLIENT_INPUT)', async () => {
    const { url, asked } = await startAnswers(answerJson(200, {}))
    const validate = open(url).validate as (parameters: object) => Promise<unknown>
    const circle: Record<string, unknown> = {}
    circle.circle = circle
    for (const requirements of [{ minTokenBalance: 5n }, circle])
      await expect(validate({ accessToken: 'a.b.c', requirements })).rejects.toMatchObject({
        ...{ name: 'PalisadeError', code: 'ERR_CLIENT_INPUT' },
      })
    expect(asked).toEqual([])
  })

  test('refuses: no options at all (ERR_CLIENT_INPUT)', () => {
    const create = createPalisade as (options?: unknown) => Palisade
    for (const wrong of [undefined, null]) expect(() => create(wrong)).toThrow('The option "url"')
  })
})

describe('Retry-After', () => {
  test.each([
    [429, busy],
    [503, away],
  ])('default: after %s the call waits and is sent again', async (status, json) => {
    const { url, asked } = await startAnswers(
      answerJson(status, json, { 'retry-after': '0' }),
      answerJson(200, claims),
    )
    expect(await validate(open(url))).toEqual(claims)
    expect(asked).toHaveLength(2)
  })

  test('behavior: a date and a proxy’s page count too', async () => {
    const { url } = await startAnswers(
      (_, response) =>
        response.writeHead(503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }).end('<h1>Later</h1>'),
      answerJson(200, claims),
    )
    expect(await validate(open(url))).toEqual(claims)
  })

  test('refuses: the third answer in a row (ERR_RATE_LIMITED)', async () => {
    const { url, asked } = await startAnswers(answerJson(429, busy, { 'retry-after': '0' }))
    await expect(validate(open(url))).rejects.toMatchObject({
      code: 'ERR_RATE_LIMITED',
      status: 429,
      retryAfterSeconds: 0,
    })
    expect(asked).toHaveLength(3)
  })

  test.each([
    ['a wait longer than the call', { 'retry-after': '3600' }, 3600],
    ['no wait', {}, null],
    ['a wait that is no time', { 'retry-after': 'soon' }, null],
  ])('refuses: at once with %s (ERR_RATE_LIMITED)', async (_, headers, retryAfterSeconds) => {
    const { url, asked } = await startAnswers(answerJson(429, busy, headers as Record<string, string>))
    await expect(validate(open(url))).rejects.toMatchObject({ code: 'ERR_RATE_LIMITED', retryAfterSeconds })
    expect(asked).toHaveLength(1)
  })

  test('refuses: to send a sign-in again after 503, which may have used the nonce up (ERR_DATABASE_AWAY)', async () => {
    const { url, asked } = await startAnswers(answerJson(503, away, { 'retry-after': '0' }))
    const signIn = open(url).signIn({ walletAddress: '0x1', signature: '0x2' })
    await expect(signIn).rejects.toMatchObject({ code: 'ERR_DATABASE_AWAY' })
    expect(asked).toHaveLength(1)
  })

  test.each([424, 500, 401])('refuses: to send again after %s', async (status) => {
    const { url, asked } = await startAnswers(answerJson(status, away, { 'retry-after': '0' }))
    await expect(validate(open(url))).rejects.toMatchObject({ status })
    expect(asked).toHaveLength(1)
  })
})

describe('no answer', () => {
  test('refuses: a server that is silent (ERR_CLIENT_TIMEOUT)', async () => {
    const { url } = await startAnswers(() => {})
    const call = validate(open(url, { timeoutMs: 30 }))
    await expect(call).rejects.toMatchObject({ code: 'ERR_CLIENT_TIMEOUT', status: 0 })
  })

  test('refuses: an answer that stops in its middle (ERR_CLIENT_TIMEOUT, ERR_CLIENT_NETWORK)', async () => {
    const begin = await startAnswers((_, response) => response.writeHead(200).write('{"sub"'))
    const call = validate(open(begin.url, { timeoutMs: 50 }))
    await expect(call).rejects.toMatchObject({ code: 'ERR_CLIENT_TIMEOUT' })
    const cut = await startAnswers((request, response) => {
      response.writeHead(200, { 'content-length': '900' }).write('{"sub"', () => request.socket.destroy())
    })
    await expect(validate(open(cut.url))).rejects.toMatchObject({ code: 'ERR_CLIENT_NETWORK' })
  })

  test('refuses: a port where nothing listens (ERR_CLIENT_NETWORK)', async () => {
    const call = validate(open('http://127.0.0.1:1/api/v1'))
    await expect(call).rejects.toMatchObject({ code: 'ERR_CLIENT_NETWORK', status: 0 })
  })

  test('refuses: a redirect, so the key goes nowhere else (ERR_CLIENT_ANSWER)', async () => {
    const other = await startAnswers(answerJson(200, claims))
    const { url } = await startAnswers(answerJson(307, {}, { location: other.url }))
    await expect(validate(open(url))).rejects.toMatchObject({ code: 'ERR_CLIENT_ANSWER' })
    expect(other.asked).toEqual([])
  })

  test.each([
    ['a page', 200, '<h1>Welcome</h1>'],
    ['a list', 200, '[]'],
    ['null', 200, 'null'],
    ['nothing', 200, ''],
    ['a proxy’s error', 502, '<h1>Bad gateway</h1>'],
    ['JSON without a code', 404, '{"message":"no such route"}'],
  ])('refuses: %s instead of an answer (ERR_CLIENT_ANSWER)', async (_, status, text) => {
    const { url } = await startAnswers((__, response) => response.writeHead(status).end(text))
    await expect(validate(open(url))).rejects.toMatchObject({ code: 'ERR_CLIENT_ANSWER', status })
  })

  test('refuses: with the caller’s own reason after its signal, also during a wait', async () => {
    const reason = new Error('The visitor left.')
    const { url } = await startAnswers(answerJson(429, busy, { 'retry-after': '20' }))
    const leaving = new AbortController()
    const call = open(url).validate({ accessToken: 'a.b.c', signal: leaving.signal })
    leaving.abort(reason)
    await expect(call).rejects.toBe(reason)
    const { url: waiting, asked } = await startAnswers(answerJson(429, busy, { 'retry-after': '20' }))
    const later = new AbortController()
    const second = open(waiting).validate({ accessToken: 'a.b.c', signal: later.signal })
    await expect.poll(() => asked.length).toBe(1)
    later.abort(reason)
    await expect(second).rejects.toBe(reason)
  })

  test('refuses: with the caller’s own reason also if it is a time limit or a TypeError', async () => {
    const { url } = await startAnswers(answerJson(429, busy, { 'retry-after': '20' }))
    const limit = AbortSignal.timeout(50)
    const limited = open(url).validate({ accessToken: 'a.b.c', signal: limit })
    await expect(limited).rejects.toSatisfy((error) => error === limit.reason)
    const signal = AbortSignal.abort(new TypeError('mine'))
    await expect(open(url).validate({ accessToken: 'a.b.c', signal })).rejects.toThrow('mine')
  })
})

describe('options', () => {
  const good = { url: 'https://palisade.example/api/v1', apiKey }
  test.each([
    ['url', { url: '' }],
    ['url', { url: 'palisade.example/api/v1' }],
    ['url', { url: 'ftp://palisade.example/api/v1' }],
    ['url', { url: 'https://palisade.example' }],
    ['url', { url: 'https://palisade.example/api/v1?x=1' }],
    ['url', { url: 'https://:word@palisade.example/api/v1' }],
    ['url', { url: 'https://user@palisade.example/api/v1' }],
    ['url', { url: undefined as unknown as string }],
    ['apiKey', { apiKey: '' }],
    ['apiKey', { apiKey: 'sk_short' }],
    ['apiKey', { apiKey: `${apiKey}\n` }],
    ['projectId', { projectId: '' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: Number.NaN }],
    ['timeoutMs', { timeoutMs: Number.POSITIVE_INFINITY }],
    ['issuer', { issuer: 'palisade' }],
    ['fetch', { fetch: 'no' as unknown as typeof fetch }],
  ])('refuses: a wrong %s: %j (ERR_CLIENT_INPUT)', (name, wrong) => {
    const create = () => createPalisade({ ...good, ...wrong })
    expect(create).toThrow(`The option "${name}" must`)
    expect(create).toThrow(expect.objectContaining({ code: 'ERR_CLIENT_INPUT' }))
    expect(create).not.toThrow(apiKey)
  })
})
