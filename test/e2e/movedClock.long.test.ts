import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Pool } from 'pg'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { writeWhole } from '../../scripts/writeWhole.ts'
import type { OpenedApi } from '../picket/openApi.ts'
import { basic, signLogin } from '../picket/signLogin.ts'
import { completeCheckout, fillCart, post, type Store, send } from '../standin/demo/shopper.ts'
import { type Login, loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { submitGate } from '../standin/demo/submitGate.ts'
import { type RunningPostgres, startPostgres } from '../standin/postgres/startPostgres.ts'
import { composeEnvWords, composeFaketimeEnv, findFaketime } from '../standin/processes/findFaketime.ts'
import { startOwnDemo } from './openDemo.ts'

/*
 * A machine whose clock is set to tomorrow or yesterday while the server sells. The database, the chains and Shopify have
 * the right time. Nothing opens that should not, nothing held is given back, and all goes on when the clock is right.
 */
const REROUTE = new URL('../standin/shopify/reroute.mjs', import.meta.url).href
const TOTE = { productId: 8103, variantId: 91031 }
const CAP = { productId: 8104, variantId: 91041 }
/** Ticks come once a minute, and endpoints tell their time within another. */
const PATIENCE = { timeout: 200_000, interval: 1_000 }

let postgres: RunningPostgres
let pool: Pool
let demo: RunningDemo
let setClock: (offset: string) => void
const closers: (() => unknown)[] = []
beforeAll(async () => {
  const library = findFaketime()
  if (library === null) throw new Error('libfaketime is not installed (Debian: apt-get install faketime).')
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-clock-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'offset')
  // In one step: a process that finds half a file ends.
  setClock = (offset) => writeWhole(file, Buffer.from(`${offset}\n`))
  setClock('+0')
  postgres = await startPostgres()
  closers.push(postgres.close)
  const faking = { ...composeFaketimeEnv(library), FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1' }
  demo = await startOwnDemo({
    cluster: { databaseUrl: postgres.url, servers: 1 },
    command: [...composeEnvWords(faking), process.execPath, '--import', REROUTE, 'build/server.js'],
  })
  closers.push(demo.close)
  pool = new Pool({ connectionString: postgres.url, max: 1 })
  closers.push(() => pool.end())
}, 600_000)
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const read = async (sql: string, values: readonly unknown[] = []) => (await pool.query(sql, [...values])).rows
const walletOf = (name: 'holder' | 'outsider') => loginWithEvm(demo.facts.chains.ethereum.wallets[name])

async function unlock({ storefront, gate }: Store, { chain, walletAddress, sign }: Login) {
  const proxy = `${storefront}/apps/palisade`
  const nonce = await send(`${proxy}/nonce`, { chain, walletAddress })
  const issued = (await nonce.json()) as { nonce?: string; message?: string; code?: string }
  if (!nonce.ok) return { status: nonce.status, code: issued.code }
  const body = { nonce: issued.nonce, walletAddress, signature: await sign(String(issued.message)) }
  const lines = [{ productId: gate.productId, variantId: gate.variantId }]
  const answer = await post(`${proxy}/unlock`, { ...body, gates: [gate.id], lines })
  const [first] = (answer.gates ?? []) as { kind: string; because?: string }[]
  return { status: 200, kind: first?.kind, because: first?.because, proof: answer.proof as string | null }
}

async function makeStore(
  product: typeof TOTE,
  form: Partial<Parameters<typeof submitGate>[0]['form']>,
): Promise<Store> {
  const contract = demo.facts.chains.ethereum.contracts.erc20
  const root = { kind: 'all' as const, of: [{ kind: 'erc20', chain: 'ethereum', contract, minimum: '1' }] }
  const whole = { name: `Clock ${product.productId}`, root, reaction: { value: '10' }, ...form }
  const id = await submitGate({ merchant: demo.merchant, productId: product.productId, form: whole })
  const gate = { id, name: whole.name, kind: 'discount' as const, handle: '', ...product }
  return { storefront: demo.facts.storefront, gate }
}

/** The day and time of an instant, as the form has them, in the shop's zone. */
function toField(at: Date): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    ...{ dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Berlin' },
  }).format(at)
  return parts.replace(' ', 'T')
}

const readyClock = async () => {
  const response = await fetch(`${demo.merchant.appOrigin}/readyz`)
  return [response.status, ((await response.json()) as { checks: { clock: string } }).checks.clock]
}
const settled = (id: unknown) => read('SELECT outcome FROM settlement WHERE order_id = $1', [id])

/** Ask the API with the project's secret key. */
const askApi: OpenedApi['call'] = async ({ path: route, body, headers }) => {
  const response = await fetch(`${demo.facts.api}${route}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) }
}
const signIn = async () => {
  const wallet = privateKeyToAccount(demo.facts.chains.ethereum.wallets.holder.privateKey)
  const { secret: key } = demo.facts.keys
  const { storefront: uri } = demo.facts
  const body = await signLogin({ api: { call: askApi }, key, wallet, uri, domain: new URL(uri).host })
  return askApi({ path: '/auth', headers: basic(key), body })
}
const validate = (accessToken: unknown) =>
  askApi({ path: '/auth/validate', headers: basic(demo.facts.keys.secret), body: { accessToken } })

describe('a clock that is set while the server sells', () => {
  test.each([
    { offset: '+1d', word: 'ahead of', product: TOTE },
    { offset: '-1d', word: 'behind', product: CAP },
  ])(
    'behavior: by $offset',
    async ({ offset, word, product }) => {
      const before = demo.app.output().length
      const output = () => demo.app.output().slice(before)
      const [holder, outsider] = [walletOf('holder'), walletOf('outsider')]
      // One place, which the holder's cart has; and a gate that opens its product to everyone in twelve hours.
      const drop = await makeStore(product, { limits: { perWallet: '', perToken: '', total: '1' } })
      const place = await unlock(drop, holder)
      expect(place.kind).toBe('open')
      const ending = await makeStore(
        { productId: 8105, variantId: 91051 },
        {
          name: `Ends soon ${offset}`,
          reaction: { exclusive: true, price: 'none' },
          schedule: {
            startsAt: '',
            endsAt: toField(new Date(Date.now() + 12 * 3_600_000)),
            afterEnd: 'public',
          },
        },
      )
      const jacket: Store = { storefront: demo.facts.storefront, gate: demo.facts.gates[0] as Store['gate'] }
      const opened = await unlock(jacket, holder)

      const { accessToken: token } = (await signIn()).json
      expect(await validate(token)).toMatchObject({ status: 200 })

      onTestFinished(() => setClock('+0'))
      setClock(offset)
      await expect
        .poll(output, PATIENCE)
        .toMatch(new RegExp(`clock is (?:8639\\d|8640\\d) s ${word} .*that of the database`))
      await expect.poll(output, PATIENCE).toContain('Jobs wait until the clock is right')
      await expect.poll(readyClock, PATIENCE).toEqual([200, 'failing'])
      // Shopify's signature is of another day, so nobody unlocks, and staff cannot enter.
      expect(await unlock(jacket, holder)).toEqual({ status: 401, code: 'ERR_PROXY_SIGNATURE' })
      expect((await demo.requestAdmin({ path: '/app.data' })).status).toBe(401)
      // A login names the instant at which its client wrote it. A token of before is not judged by this clock.
      expect(await signIn()).toMatchObject({ status: 401, json: { error: 'ERR_LOGIN_MISMATCH' } })
      expect(await validate(token)).toMatchObject({ status: 503, json: { error: 'ERR_CLOCK_WRONG' } })
      // A proof of before is Shopify's to judge, by the right time: it sells. The order waits.
      const cart = await fillCart(jacket, String(opened.proof))
      const order = (await completeCheckout(jacket, cart)) as { id?: number; total: string } | undefined
      expect(order?.total).toBe('96.00')
      // Two sweeps later the place is still held, and what ends in twelve hours has not ended.
      await new Promise((resolve) => setTimeout(resolve, 130_000))
      expect(await read('SELECT state FROM reservation WHERE gate = $1', [drop.gate.id])).toEqual([
        { state: 'open' },
      ])
      expect(await completeCheckout(ending, await fillCart(ending, null))).toBeUndefined()
      expect(await settled(order?.id)).toEqual([])

      setClock('+0')
      await expect.poll(output, PATIENCE).toContain('Jobs run again')
      await expect.poll(readyClock, PATIENCE).toEqual([200, 'ok'])
      // The place of the holder was never given to somebody else.
      const own = await unlock(drop, { ...outsider, ...holder })
      expect([own.kind, own.because]).toEqual(['closed', 'used-up'])
      expect((await unlock(jacket, holder)).kind).toBe('open')
      expect(await validate(token)).toMatchObject({ status: 200 })
      expect(await completeCheckout(ending, await fillCart(ending, null))).toBeUndefined()
      // Orders are looked for within the hour.
      await read("UPDATE job SET run_at = 0 WHERE kind = 'reconcile'")
      await expect.poll(() => settled(order?.id), PATIENCE).toEqual([{ outcome: 'committed' }])
    },
    900_000,
  )
})
