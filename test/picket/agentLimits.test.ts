import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { makeVisitKey } from '../visitKey.ts'
import type { ApiAnswer, ApiProject } from './openApi.ts'
import { type GateApi, openGateApi } from './openGateApi.ts'
import { basic, openWallet } from './signLogin.ts'

/* What an agent may do how often, beside what a browser may: both count for one client, by the numbers of docs/limits.md. */
const wallet = openWallet('owl')
let world: GateApi
let project: ApiProject
let gate: number
beforeAll(async () => {
  world = await openGateApi({ limitFactor: 1 })
  project = await world.api.makeProject({ isStorefront: true }, world.shopId)
  const [condition] = world.form.root.of
  const { json } = await world.create({
    ...world.form,
    root: { ...world.form.root, of: [{ ...condition, kind: 'denylist' }] },
  })
  gate = json.number as number
})
afterAll(() => world?.api.close())

/** Stop the clock of this process at Unix milliseconds until the test ends. */
function setClock(now: number): void {
  vi.useFakeTimers({ now, toFake: ['Date'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
}
const ask = (path: string, body: object, remoteAddress: string): Promise<ApiAnswer> =>
  world.api.call({ path, headers: basic(project.publishableKey), body, remoteAddress })
const challenge = (from: string) =>
  ask('/agents/challenge', { chain: 'ethereum', walletAddress: wallet.address }, from)
async function sign(from: string): Promise<Record<string, unknown>> {
  const { json } = await challenge(from)
  const signature = await wallet.signMessage({ message: `${json.message}` })
  return { nonce: json.nonce, walletAddress: wallet.address, signature }
}

test('refuses: the 121st challenge of a client within a minute, and then its browser too (ERR_RATE_LIMITED)', async () => {
  // The minute does not end within the test.
  setClock(Date.now())
  const from = '203.0.113.20'
  const statuses: number[] = []
  for (let asked = 0; asked < 120; asked += 1) statuses.push((await challenge(from)).status)
  expect(new Set(statuses)).toEqual(new Set([200]))
  const refused = await challenge(from)
  expect(refused).toMatchObject({ status: 429, json: { error: 'ERR_RATE_LIMITED' } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  const asked = makeVisitKey().toWire('nonce', { chain: 'ethereum', walletAddress: wallet.address })
  expect(await ask('/storefront/nonce', asked, from)).toMatchObject({
    status: 429,
    json: { error: 'ERR_RATE_LIMITED' },
  })
  // Others are not refused, and a question that reads nothing is no challenge.
  expect((await challenge('203.0.113.21')).status).toBe(200)
  expect((await ask('/agents/gates', {}, from)).status).toBe(200)
})

test('refuses: a signature that comes after two minutes (ERR_NONCE_UNKNOWN)', async () => {
  const from = '203.0.113.22'
  const signed = await sign(from)
  setClock(Date.now() + 125_000)
  for (const path of ['/agents/why', '/agents/unlock'])
    expect(await ask(path, { ...signed, gates: [gate] }, from)).toMatchObject({
      status: 401,
      json: { error: 'ERR_NONCE_UNKNOWN' },
    })
  // A new one opens the gate at once.
  const answer = await ask('/agents/unlock', { ...(await sign(from)), gates: [gate] }, from)
  expect(answer).toMatchObject({ status: 200, json: { gates: [{ kind: 'open' }] } })
})

test('refuses: a challenge that was signed twice at once, but for one of them (ERR_NONCE_UNKNOWN)', async () => {
  const from = '203.0.113.23'
  const signed = await sign(from)
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => ask('/agents/unlock', { ...signed, gates: [gate] }, from)),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401])
  for (const { status, json } of answers) if (status === 401) expect(json.error).toBe('ERR_NONCE_UNKNOWN')
})
