import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { completeCheckout, fillCart, openCheckout, post, type Store } from '../standin/demo/shopper.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import { type RunningApp, startApp } from '../standin/demo/startApp.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { type GateForm, submitEdit, submitGate } from '../standin/demo/submitGate.ts'
import { type RunningPostgres, startPostgres } from '../standin/postgres/startPostgres.ts'
import { makeVisitKey } from '../visitKey.ts'
import { startOwnDemo } from './openDemo.ts'

/*
 * A backup that is taken while the shop sells, and is set back by the commands of docs/backup.md. Then each row of its
 * table of what is forgotten.
 */
const run = promisify(execFile)
const PATIENCE = { timeout: 120_000, interval: 500 }
const TOTE = { productId: 8103, variantId: 91031 }
const CAP = { productId: 8104, variantId: 91041 }
const CHART = { productId: 8105, variantId: 91051 }

let postgres: RunningPostgres
let demo: RunningDemo
let app: RunningApp
let folder: string
const closers: (() => unknown)[] = []
beforeAll(async () => {
  postgres = await startPostgres()
  closers.push(postgres.close)
  folder = mkdtempSync(path.join(tmpdir(), 'palisade-restored-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  await ask('postgres', 'CREATE DATABASE palisade')
  demo = await startOwnDemo({ cluster: { databaseUrl: urlOf('palisade'), servers: 1 } })
  closers.push(demo.close)
  app = demo.app
  writeFileSync(path.join(folder, '.env'), `LOG_LEVEL=info\nDATABASE_URL=${urlOf('palisade')}\n`)
}, 600_000)
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const urlOf = (name: string) => postgres.url.replace(/\/postgres$/, `/${name}`)
async function ask(database: string, sql: string, values: readonly unknown[] = []) {
  const pool = new Pool({ connectionString: urlOf(database), max: 1 })
  try {
    return (await pool.query(sql, [...values])).rows
  } finally {
    await pool.end()
  }
}

/** The command of the page that has these words. @throws Error if there is none */
function findCommand(words: string): string {
  const page = readFileSync('docs/backup.md', 'utf8')
  const found = page.split('\n').find((line) => /^ *(?:pg_|export )/.test(line) && line.includes(words))
  if (!found) throw new Error(`docs/backup.md has no command with "${words}".`)
  return found.trim()
}

/** Run commands of the page in one shell, beside a `.env`. */
const runPage = (...commands: string[]) => run('bash', ['-ec', commands.join('\n')], { cwd: folder })

/** The variables of the running server. */
function readVariables(): Record<string, string> {
  const lines = readFileSync(`/proc/${app.pid}/environ`, 'utf8').split('\0').filter(Boolean)
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

type Unlocked = {
  proof: string | null
  session?: string
  code?: string
  gates?: { kind: string; because?: string }[]
}
const browser = makeVisitKey()
async function unlock({ storefront, gate }: Store): Promise<Unlocked> {
  const { chain, walletAddress, sign } = loginWithEvm(demo.facts.chains.ethereum.wallets.holder)
  const proxy = `${storefront}/apps/palisade`
  const { nonce, message } = await post(`${proxy}/nonce`, browser.toWire('nonce', { chain, walletAddress }))
  const body = { nonce, walletAddress, signature: await sign(String(message)) }
  const wire = browser.toWire('unlock', { ...body, ...toAsked({ gate }) })
  return (await post(`${proxy}/unlock`, wire)) as Unlocked
}
const toAsked = ({ gate }: Pick<Store, 'gate'>) => ({
  gates: [gate.id],
  lines: [{ productId: gate.productId, variantId: gate.variantId }],
})
const renew = async ({ storefront, gate }: Store, session: string | undefined) =>
  (await post(
    `${storefront}/apps/palisade/renew`,
    browser.toWire('renew', { session, ...toAsked({ gate }) }),
  )) as Unlocked

function toForm(name: string, more: Partial<GateForm>): GateForm {
  const contract = demo.facts.chains.ethereum.contracts.erc20
  const root = { kind: 'all' as const, of: [{ kind: 'erc20', chain: 'ethereum', contract, minimum: '1' }] }
  return { name, root, reaction: { value: '10' }, ...more }
}
async function makeStore(product: typeof TOTE, form: GateForm): Promise<Store> {
  const id = await submitGate({ merchant: demo.merchant, productId: product.productId, form })
  const gate = { id, name: form.name, kind: 'discount' as const, handle: '', ...product }
  return { storefront: demo.facts.storefront, gate }
}
async function buy(store: Store, proof: string | null): Promise<number> {
  const order = (await completeCheckout(store, await fillCart(store, proof))) as { id: number } | undefined
  if (!order) throw new Error('The checkout refused.')
  return order.id
}
const saves = async (store: Store, proof: string | null) => {
  const { subtotal, total } = await openCheckout(store, await fillCart(store, proof))
  return Math.round(Number(subtotal) * 100 - Number(total) * 100) / 100
}
const outcome = async (database: string, id: number) =>
  (await ask(database, 'SELECT outcome FROM settlement WHERE order_id = $1', [id]))[0]?.outcome

test('behavior: a backup of a selling shop is set back as the page says, and each thing that it forgot is closed as it says', async () => {
  const jacket: Store = { storefront: demo.facts.storefront, gate: demo.facts.gates[0] as Store['gate'] }
  const once = await makeStore(TOTE, toForm('Once', { limits: { perWallet: '1', perToken: '', total: '' } }))
  const edited = await makeStore(CAP, toForm('Edited', {}))
  const early = await unlock(jacket)
  const earlyOrder = await buy(jacket, early.proof)
  await expect.poll(() => outcome('palisade', earlyOrder), PATIENCE).toBe('committed')

  // Sales go on while the backup is taken.
  let isSelling = true
  const sold: number[] = []
  const selling = (async () => {
    while (isSelling) sold.push(await buy(jacket, (await unlock(jacket)).proof))
  })()
  while (sold.length < 2) await new Promise((resolve) => setTimeout(resolve, 20))
  await runPage(findCommand('export DATABASE_URL'), findCommand('pg_dump'))
  isSelling = false
  await selling

  // What the backup does not have.
  const late = await unlock(jacket)
  const used = await unlock(once)
  const usedOrder = await buy(once, used.proof)
  await expect.poll(() => outcome('palisade', usedOrder), PATIENCE).toBe('committed')
  expect((await unlock(once)).gates?.[0]).toMatchObject({ kind: 'closed', because: 'used-up' })
  const forgotten = await makeStore(
    CHART,
    toForm('Forgotten', { reaction: { exclusive: true, price: 'none' } }),
  )
  const closedProof = (await unlock(forgotten)).proof
  await submitEdit({
    ...{ merchant: demo.merchant, number: edited.gate.id, productId: CAP.productId },
    form: toForm('Edited', { reaction: { value: '50' } }),
  })
  const before = { edited: await saves(edited, (await unlock(edited)).proof) }
  const { publishable, secret } = demo.facts.keys
  const keys = async (...words: string[]) => {
    const env = { ...process.env, ...readVariables() }
    return (await run('npm', ['run', '--silent', 'keys', '--', ...words], { env })).stdout
  }
  await keys('revoke', secret)
  const readKey = async () =>
    (await fetch(`${demo.facts.api}/chains`, { headers: { authorization: `Basic ${btoa(`${secret}:`)}` } }))
      .status
  await expect.poll(readKey, PATIENCE).toBe(401)
  expect(publishable).toBeTruthy()

  // 1 to 4 of the page.
  const variables = readVariables()
  process.kill(app.pid, 'SIGTERM')
  await new Promise((resolve) => setTimeout(resolve, 120_000))
  await ask('postgres', "CREATE DATABASE palisade_2 ENCODING 'UTF8' TEMPLATE template0")
  writeFileSync(path.join(folder, '.env'), `LOG_LEVEL=info\nDATABASE_URL=${urlOf('palisade_2')}\n`)
  await runPage(findCommand('export DATABASE_URL'), findCommand('pg_restore'))
  const env = { ...variables, DATABASE_URL: urlOf('palisade_2') }
  const { stdout } = await run('npm', ['run', '--silent', 'keys', '--', 'after-restore'], {
    env: { ...process.env, ...env },
  })
  expect(stdout).toContain(demo.facts.shop)
  // Until the server runs, Shopify has the old keys.
  const started = performance.now()
  const [host = '', port = ''] = new URL(demo.merchant.appOrigin).host.split(':')
  app = await startApp({ host, port: Number(port), env, onDeath: console.error })
  closers.push(app.close)

  // Proofs end within a minute, and nobody gets more by one of them.
  await expect.poll(() => saves(jacket, late.proof), PATIENCE).toBe(0)
  const took = Math.round((performance.now() - started) / 1000)
  console.log(`The old proofs ended ${took} s after the start.`)
  expect(took).toBeLessThan(60)
  expect(await saves(jacket, early.proof)).toBe(0)
  const told: Record<string, unknown> = {}
  // A visit of before the backup goes on; one of after it is unknown, so its shopper signs once more.
  await expect.poll(async () => (await renew(jacket, early.session)).gates?.[0]?.kind, PATIENCE).toBe('open')
  told.lateVisit = (await renew(jacket, late.session)).code
  await expect.poll(async () => saves(jacket, (await unlock(jacket)).proof), PATIENCE).toBe(24)
  // The use is forgotten, and its order is found again as one whose unlock is unknown. It is not cancelled.
  told.again = (await unlock(once)).gates?.[0]?.kind
  await expect.poll(() => outcome('palisade_2', usedOrder), PATIENCE).toBe('unmatched')
  const [found] = await ask('palisade_2', 'SELECT action FROM settlement WHERE order_id = $1', [usedOrder])
  told.action = (found?.action as { kind: string } | undefined)?.kind
  const orders = await (await demo.requestAdmin({ path: '/app/orders.data' })).text()
  told.page = orders.includes('Unknown unlock') || orders.includes('unmatched')
  // Sales of before and during the backup are what they were, or are found again.
  told.early = await outcome('palisade_2', earlyOrder)
  for (const id of sold)
    await expect.poll(() => outcome('palisade_2', id), PATIENCE).toMatch(/^(?:committed|unmatched)$/)
  // The product of a forgotten exclusive gate loses its mark: everyone can buy it, as the backup has no such gate.
  const isSold = async () =>
    (await completeCheckout(forgotten, await fillCart(forgotten, null))) !== undefined
  await expect.poll(isSold, PATIENCE).toBe(true)
  // A new gate gets the forgotten gate's number, and the old proof does not open it.
  const next = await makeStore(CHART, toForm('Next', { reaction: { exclusive: true, price: 'none' } }))
  told.number = next.gate.id === forgotten.gate.id
  told.oldProof = await completeCheckout(next, await fillCart(next, closedProof))
  told.newProof =
    (await completeCheckout(next, await fillCart(next, (await unlock(next)).proof))) !== undefined
  // The key is alive again, until it is revoked again.
  told.key = await readKey()
  await keys('revoke', secret)
  await expect.poll(readKey, PATIENCE).toBe(401)
  // The older state of a gate is published again.
  await expect.poll(async () => saves(edited, (await unlock(edited)).proof), PATIENCE).not.toBe(before.edited)
  expect(told).toEqual({
    lateVisit: 'ERR_SESSION_UNKNOWN',
    again: 'open',
    action: expect.not.stringMatching('cancel'),
    page: true,
    early: 'committed',
    number: true,
    oldProof: undefined,
    newProof: true,
    key: 200,
  })
}, 900_000)
