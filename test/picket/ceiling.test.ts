import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { expectRefusal } from './expectRefusal.ts'
import { type GateApi, openGateApi } from './openGateApi.ts'
import { basic, logIn, openWallet } from './signLogin.ts'

let gates: GateApi
beforeAll(async () => {
  gates = await openGateApi({ requestsAtOnce: 10 })
})
afterAll(() => gates?.api.close())
beforeEach(() => expect(gates.api.ceiling.count().inside).toBe(0))

/** Fill so many places until the test is over. */
function fill(count: number): void {
  let finish = () => {}
  const isOver = new Promise<void>((resolve) => {
    finish = resolve
  })
  const inside = Array.from({ length: count }, () => gates.api.ceiling.run('later', () => isOver))
  onTestFinished(async () => {
    finish()
    await Promise.all(inside)
  })
}
const origin = 'https://harbor.example'
const ask = (path: string, body: object) =>
  gates.api.call({ path, headers: { ...basic(gates.project.publishableKey), origin }, body })

describe('the ceiling of a process', () => {
  test('refuses: to begin a login at half of it, in the shape of every refusal; whoever has begun can finish (ERR_SERVER_BUSY)', async () => {
    fill(5)
    const answer = await ask('/auth/nonce', { walletAddress: openWallet('owl').address })
    expectRefusal({ answer, status: 429, error: 'ERR_SERVER_BUSY', secrets: [gates.project.publishableKey] })
    const seconds = Number(answer.headers.get('retry-after'))
    expect(seconds).toBeGreaterThanOrEqual(3)
    expect(seconds).toBeLessThanOrEqual(20)
    expect(answer.json.msg).toBe(
      `Very many people ask this server right now. Wait ${seconds} seconds and try again.`,
    )
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/retry-after/i)
    expect(await ask('/auth/validate', { accessToken: 'none' })).toMatchObject({ status: 401 })
  })

  test('refuses: every request of a login at the ceiling, before a key is looked up (ERR_SERVER_BUSY)', async () => {
    fill(10)
    for (const path of ['/auth/nonce', '/auth', '/authz', '/auth/validate', '/storefront/unlock'])
      expectRefusal({ answer: await ask(path, {}), status: 429, error: 'ERR_SERVER_BUSY' })
    const form = new URLSearchParams({ grant_type: 'authorization_code', code: 'c', redirect_uri: origin })
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...basic(gates.project.secretKey) }
    const answer = await gates.api.call({ path: '/oauth2/token', headers, body: String(form) })
    expect([answer.status, answer.json.code]).toEqual([429, 'temporarily_unavailable'])
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('behavior: a program of the merchant reads, makes and pauses gates meanwhile', async () => {
    fill(10)
    const made = await gates.create()
    expect([made.status, made.text]).toEqual([201, made.text])
    expect((await gates.ask('GET', '/gates')).status).toBe(200)
  })

  test('behavior: a login that was turned away succeeds once there is room', async () => {
    const { api, project } = gates
    expect(
      await logIn({
        api,
        key: project.publishableKey,
        wallet: openWallet('owl'),
        domain: 'harbor.example',
        uri: origin,
      }),
    ).toMatchObject({ status: 200 })
  })
})
