import { describe, expect, test, vi } from 'vitest'
import type { SignedPath, VisitKey } from '../../../../../app/core/visitKey/types.ts'
import { GateError } from '../../../../../extensions/gate-block/src/api/GateError.ts'
import { renewVisit } from '../../../../../extensions/gate-block/src/api/renewVisit.ts'
import { requestJson } from '../../../../../extensions/gate-block/src/api/requestJson.ts'
import { requestNonce } from '../../../../../extensions/gate-block/src/api/requestNonce.ts'
import { unlockGates } from '../../../../../extensions/gate-block/src/api/unlockGates.ts'
import type { GateConfig } from '../../../../../extensions/gate-block/src/readConfig.ts'
import { reasonOf } from '../../../../../extensions/gate-block/src/reasonOf.ts'
import { verifyWire } from '../../../../verifyWire.ts'
import type { SignedWireBody } from '../../../../visitKey.ts'
import { type FakeCall, fakeFetch } from './fakeFetch.ts'

const post = (more: { signal?: AbortSignal; timeoutMs?: number } = {}) =>
  requestJson({
    url: '/apps/palisade/nonce',
    body: { a: 1 },
    field: 'ok',
    signal: more.signal ?? new AbortController().signal,
    timeoutMs: more.timeoutMs ?? 1000,
  })
/** An answer with the fields that the block needs. */
const whole = { ok: true, nonce: 'n', gates: [] }
const json = (body: unknown, status = 200) => Response.json(body, { status })
const failure = async (promise: Promise<unknown>): Promise<GateError> => {
  const error = await promise.catch((caught: unknown) => caught)
  if (!(error instanceof GateError)) throw new Error('Expected a GateError.')
  return error
}

describe('requestJson', () => {
  test('default', async () => {
    const calls = fakeFetch(() => json({ ok: true }))
    expect(await post()).toEqual({ ok: true })
    expect(calls[0]).toMatchObject({ url: '/apps/palisade/nonce', body: { a: 1 } })
  })

  test('refuses: an HTML page with status 200', async () => {
    fakeFetch(() => new Response('<html>', { headers: { 'content-type': 'text/html' } }))
    expect(await failure(post())).toMatchObject({ message: 'server' })
  })

  test('refuses: an error of the app, by its code (ERR_SESSION_UNKNOWN)', async () => {
    fakeFetch(() => json({ msg: 'The visit has ended.', code: 'ERR_SESSION_UNKNOWN' }, 401))
    expect(await failure(post())).toMatchObject({ message: 'ERR_SESSION_UNKNOWN' })
  })

  test('refuses: too many requests, under the reason "busy" (ERR_RATE_LIMITED)', async () => {
    fakeFetch(() => json({ msg: 'Too many requests.', code: 'ERR_RATE_LIMITED' }, 429))
    expect(await failure(post())).toMatchObject({ message: 'busy' })
  })

  test('refuses: a lost connection, truncated JSON and a missing answer', async () => {
    fakeFetch(() => Promise.reject(new TypeError('network')))
    expect(await failure(post())).toMatchObject({ message: 'network' })
    fakeFetch(() => new Response('{', { headers: { 'content-type': 'application/json' } }))
    expect(await failure(post())).toMatchObject({ message: 'server' })
    fakeFetch(
      ({ signal }) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    )
    expect(await failure(post({ timeoutMs: 5 }))).toMatchObject({ message: 'network' })
  })

  test('refuses: JSON that is no answer, under the reason "server"', async () => {
    for (const body of [{}, [], null, true, 'ok', 1, { gates: [] }]) {
      fakeFetch(() => json(body))
      expect(await failure(post())).toMatchObject({ message: 'server' })
    }
  })

  test('refuses: a fetch of another app that never ends, or whose body does not, and ignores the signal', async () => {
    fakeFetch(() => new Promise(() => {}))
    expect(await failure(post({ timeoutMs: 5 }))).toMatchObject({ message: 'network' })
    fakeFetch(() => ({ ok: true, status: 200, text: () => new Promise(() => {}) }) as unknown as Response)
    expect(await failure(post({ timeoutMs: 5 }))).toMatchObject({ message: 'network' })
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 5)
    fakeFetch(() => new Promise(() => {}))
    await expect(post({ signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('behavior: an abort is not reported as a failure of the proxy', async () => {
    const controller = new AbortController()
    fakeFetch(() => {
      controller.abort()
      return Promise.reject(new Error('aborted'))
    })
    await expect(post({ signal: controller.signal })).rejects.not.toBeInstanceOf(GateError)
  })
})

describe('the three requests', () => {
  const { signal } = new AbortController()
  const request = { gates: [4], lines: [{ productId: 1, variantId: 2 }], cart: 'c' }
  const login = { nonce: 'n', chain: 'ethereum', walletAddress: '0xA', signature: '0xS' }
  const proxyPath = '/a/gates'
  /** What was asked, and whether the key of the first request has signed it for this address. */
  const readCalls = (calls: FakeCall[]) => {
    const { key } = (calls[0] as FakeCall).body as { key: VisitKey }
    return calls.map(({ url, body }) => {
      const wire = body as SignedWireBody
      const path = url.slice(proxyPath.length) as SignedPath
      const isSigned = verifyWire(path, wire) && wire.key.x === key.x && wire.key.y === key.y
      return [url, isSigned, isSigned ? JSON.parse(wire.request) : body]
    })
  }

  test('default: the login names a key, and that key signs what follows', async () => {
    const calls = fakeFetch(() => json(whole))
    await requestNonce({ proxyPath, ask: { chain: 'ethereum', walletAddress: '0xA' }, signal })
    await unlockGates({ proxyPath, login, request, session: null, signal })
    await unlockGates({ proxyPath, login, request, session: 's', signal })
    await renewVisit({ proxyPath, session: 's', request, vaults: [], signal })
    await renewVisit({ proxyPath, session: 's', request, vaults: ['0xB'], signal })
    expect(readCalls(calls)).toEqual([
      ['/a/gates/nonce', false, { chain: 'ethereum', walletAddress: '0xA', key: expect.anything() }],
      ['/a/gates/unlock', true, { ...login, ...request }],
      ['/a/gates/unlock', true, { ...login, ...request, session: 's' }],
      ['/a/gates/renew', true, { ...request, session: 's' }],
      ['/a/gates/renew', true, { ...request, session: 's', vaults: ['0xB'] }],
    ])
  })

  test('behavior: a device with a wrong clock signs again with the app’s time, and from then on at once', async () => {
    const now = Math.floor(Date.now() / 1000) + 3600
    const late = { msg: 'Another time.', code: 'ERR_REQUEST_TIME', now }
    const isLate = (call: FakeCall) => Math.abs((call.body as SignedWireBody).at - now) > 60
    const calls = fakeFetch((call) => (isLate(call) ? json(late, 401) : json(whole)))
    const renew = () => renewVisit({ proxyPath, session: 's', request, vaults: [], signal })
    await renew()
    await renew()
    expect(calls.map(isLate)).toEqual([true, false, false])
    fakeFetch(() => json({ ...late, now: now - 3600 }, 401))
    expect(await failure(renew())).toMatchObject({ message: 'ERR_REQUEST_TIME' })
  })

  test('behavior: a browser without keys asks without one', async () => {
    vi.stubGlobal('crypto', {})
    vi.resetModules()
    const folder = '../../../../../extensions/gate-block/src/api'
    const nonces: typeof import('../../../../../extensions/gate-block/src/api/requestNonce.ts') =
      await import(`${folder}/requestNonce.ts`)
    const unlocks: typeof import('../../../../../extensions/gate-block/src/api/unlockGates.ts') =
      await import(`${folder}/unlockGates.ts`)
    const calls = fakeFetch(() => json(whole))
    await nonces.requestNonce({ proxyPath, ask: { chain: 'ethereum', walletAddress: '0xA' }, signal })
    await unlocks.unlockGates({ proxyPath, login, request, session: null, signal })
    expect(calls.map(({ body }) => body)).toEqual([
      { chain: 'ethereum', walletAddress: '0xA' },
      { ...login, ...request },
    ])
  })
})

describe('reasonOf', () => {
  test('default', () => {
    const texts = { ERR_NONCE_UNKNOWN: 'late', busy: 'busy', pending: 'look' } as GateConfig['texts']
    expect(reasonOf(new GateError('ERR_NONCE_UNKNOWN'), texts)).toBe('ERR_NONCE_UNKNOWN')
    expect(reasonOf(new GateError('busy'), texts)).toBe('busy')
    expect(reasonOf(new GateError('ERR_INTERNAL'), texts)).toBe('unknown')
    expect(reasonOf(new GateError(''), texts)).toBe('unknown')
    expect(reasonOf({ code: -32002 }, texts)).toBe('pending')
    expect(reasonOf(new Error('busy'), texts)).toBe('unknown')
    expect(reasonOf(new Error('the wallet broke'), texts, 'wallet')).toBe('wallet')
  })
})
