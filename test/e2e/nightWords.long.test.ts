import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDice } from '../makeDice.ts'
import type { Store } from '../standin/demo/shopper.ts'
import { canMountDisk } from '../standin/processes/mountSmallDisk.ts'
import { openDoors } from './killedDatabase/openDoors.ts'
import { openClocks } from './night/clocks.ts'
import { type FaultName, kindOf } from './night/faultKinds.ts'
import { FAULTS } from './night/faults.ts'
import { listLogFaults } from './night/listLogFaults.ts'
import { listPossible } from './night/nightPlan.ts'
import { openStage, type Stage } from './night/openStage.ts'
import type { Scene } from './night/scene.ts'
import { startSales } from './night/startSales.ts'
import { openPerson } from './openPerson.ts'
import { putWallets } from './putWallets.ts'

/*
 * What people read while something fails: the card in a browser, the admin in its frame, the servers' log and /readyz.
 * docs/nights.md has the same words. Afterwards the same person unlocks, without a restart.
 */
let stage: Stage
let scene: Scene
const closers: (() => unknown)[] = []
beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-words-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  stage = await openStage({ database: 'postgresql', clocks: openClocks(folder) })
  closers.push(stage.close)
  const [gate] = stage.demo.facts.gates
  const stores = [{ storefront: stage.demo.facts.storefront, gate } as Store]
  const doors = await openDoors(stage, stores[0] as Store)
  const sales = startSales({ stage, doors, stores, dice: makeDice(1) })
  await sales.close()
  scene = { stage, doors, sales, dice: makeDice(2) }
}, 600_000)
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

/** Connect with a wallet that holds, or with one that does not, and read the card. */
async function readCard(who: 'holder' | 'outsider'): Promise<string> {
  const { facts } = stage.demo
  const person = await openPerson()
  const { privateKey } = facts.chains.ethereum.wallets[who]
  await putWallets(person, [{ name: 'Mine', color: '#246', privateKey }])
  const page = await person.newPage()
  try {
    await page.goto(`${facts.storefront}/products/varsity-jacket`)
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    await page.getByRole('button', { name: 'Mine', exact: true }).click()
    await page
      .locator('palisade-gate:is([data-state="unlocked"],[data-state="refused"],[data-state="failed"])')
      .first()
      .waitFor({ timeout: 90_000 })
    const text = await page.locator('palisade-gate:visible .palisade-panel:not([hidden])').first().innerText()
    return text.replace(/\s+/g, ' ')
  } catch (error) {
    return `nothing: ${String(error).slice(0, 100)} ${await page.locator('palisade-gate').first().innerText()}`
  } finally {
    await person.close()
  }
}

async function readAdmin(where: string): Promise<string> {
  const person = await openPerson()
  const page = await person.newPage()
  try {
    await page.goto(`${stage.demo.facts.admin}/app${where}`)
    await page.frameLocator('iframe').locator('h1, h2, p').first().waitFor({ timeout: 25_000 })
    await sleep(500)
    return (await page.frameLocator('iframe').locator('body').innerText()).replace(/\s+/g, ' ')
  } catch (error) {
    return `nothing: ${String(error).slice(0, 200)} ${await page.locator('body').innerText()}`
  } finally {
    await person.close()
  }
}

const readReady = () =>
  Promise.all(
    stage.servers.map(async ({ origin }) => {
      const answer = await fetch(`${origin}/readyz`).catch(() => null)
      return answer ? `${answer.status} ${await answer.text()}` : 'no answer'
    }),
  )

type Row = { readonly shoppers: string; readonly staff: string; readonly operator: string }
const ROWS = new Map(
  [...readFileSync('docs/nights.md', 'utf8').matchAll(/^\| `([a-z-]+)` \| (.*) \| (.*) \| (.*) \|$/gm)].map(
    ([, name = '', shoppers = '', staff = '', operator = '']): [string, Row] => [
      name,
      { shoppers, staff, operator },
    ],
  ),
)
const AS_USUAL = 'as usual'
const quotesOf = (cell: string) => [...cell.matchAll(/“([^”]+)”/g)].map(([, words = '']) => words)
const codesOf = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

/** The page that asks Shopify; orders need the database alone. */
const PAGES: Readonly<Record<string, string>> = { shopify: '/settings' }
const ORDERS = 10
/** Fewer than a server's ceiling. */
const FILLERS = 100
const MOST_FILLED = FILLERS * 160

/** Let the servers meet the fault: an order that they must read from Shopify, or rows until the disk has no page left. */
async function provoke(name: FaultName): Promise<void> {
  const { servers, wallets } = stage
  const [server] = servers
  if (kindOf(name).part === 'shopify')
    for (let id = 1; id <= ORDERS; id++)
      await scene.doors.sendWebhook(server, { topic: 'orders/create', payload: { id } })
  // The jobs meet it before staff do.
  if (kindOf(name).part === 'shopify') await sleep(2_000)
  if (name !== 'disk-full') return
  const ask = (i: number) => {
    const walletAddress = wallets[i % wallets.length]?.address
    return scene.doors.askProxy(server, 'nonce', { chain: 'ethereum', walletAddress })
  }
  for (let full = 0, i = 0; full < FILLERS && i < MOST_FILLED; i += FILLERS) {
    const told = await Promise.all(Array.from({ length: FILLERS }, (_, one) => ask(i + one)))
    full = told.filter(({ status }) => status === 503).length
  }
}

/** Old rows leave room in their pages, so for some time one shopper is served and the next is not. */
const MOST_READ_WHILE_FULL = 10

/** What a holder and an outsider read; while the disk fills, what they read once it is full for both. */
async function readCards(
  name: FaultName,
  words: readonly string[],
): Promise<[holder: string, outsider: string]> {
  for (let read = 1; ; read++) {
    const cards = await Promise.all([readCard('holder'), readCard('outsider')])
    const isFull = cards.every((card) => words.every((word) => card.includes(word)))
    if (name !== 'disk-full' || isFull || read === MOST_READ_WHILE_FULL) return cards
    await provoke(name)
  }
}

/** The longest that a server waits for Shopify before it says so, and a little more. */
const MOST_UNTIL_SAID_MS = 25_000
/** A server says these once in so long. */
const SAID_ONCE_IN_MS: ReadonlyMap<string, number> = new Map([
  ['The server lost a database connection', 10_000],
  ['The database is read-only, so nothing is saved.', 10_000],
  ['The endpoints of ethereum and its second opinion disagree about a balance, so it opens nothing.', 60_000],
])
/** When a row ended whose servers said a sentence. */
const saidBefore = new Map<string, number>()

/** Let the time pass in which the servers do not repeat what they said of an earlier fault. */
async function waitForWords(words: readonly string[]): Promise<void> {
  for (const word of words) {
    const from = (saidBefore.get(word) ?? 0) + (SAID_ONCE_IN_MS.get(word) ?? 0)
    await sleep(Math.max(0, from - performance.now()))
  }
}

async function waitUntil(isSo: () => boolean): Promise<void> {
  for (const until = performance.now() + MOST_UNTIL_SAID_MS; !isSo() && performance.now() < until; )
    await sleep(500)
}

/** What each person reads at one moment of a fault. */
async function readAll(
  name: FaultName,
  { words, cards }: Readonly<Record<'words' | 'cards', readonly string[]>>,
) {
  await waitForWords(words)
  const before = stage.servers.map((server) => server.output().length)
  const end = await FAULTS[name](scene, { at: 0, fault: name, for: 0, server: 'a' })
  // What happens at once may not be noticed by then.
  await sleep(1_000)
  if (kindOf(name).part === 'clock')
    await waitUntil(() =>
      stage.servers.every((server, i) => server.output().slice(before[i]).includes('clock jumped')),
    )
  await provoke(name)
  const [[holder, outsider], staff, ready] = await Promise.all([
    readCards(name, cards),
    readAdmin(PAGES[kindOf(name).part] ?? '/orders'),
    readReady(),
  ])
  const readLog = () => stage.servers.map((server, i) => server.output().slice(before[i])).join('\n')
  await waitUntil(() => words.every((word) => `${readLog()}${ready.join()}`.includes(word)))
  const read = readLog()
  return { holder, outsider, staff, operator: `${read}\n${ready.join('\n')}`, end, before }
}

/** Let the same person try again until it works, for a minute. */
async function waitForUnlock(): Promise<string> {
  for (const until = performance.now() + 60_000; ; ) {
    const card = await readCard('holder')
    if (card.startsWith('Unlocked') || performance.now() > until) return card
    await sleep(1_000)
  }
}

const means = { root: canMountDisk(), faketime: true }
// What people read of a frozen server is nothing: a test of its own is below.
const NAMES = (process.env.FAULTS?.split(',') ??
  listPossible({ database: 'postgresql', means }).filter((name) => name !== 'server-frozen')) as FaultName[]
test.each(NAMES)(
  'behavior: %s: each person reads what docs/nights.md says, and all goes on by itself',
  async (name) => {
    const row = ROWS.get(name)
    if (!row) throw new Error(`docs/nights.md has no row for ${name}.`)
    const { holder, outsider, staff, operator, end, before } = await readAll(name, {
      words: codesOf(row.operator),
      cards: quotesOf(row.shoppers),
    })
    await end()
    // A shop whose login Shopify refused logs in again when its staff open the app.
    if (kindOf(name).part === 'shopify') await readAdmin('')
    console.log(
      JSON.stringify({
        name,
        holder,
        outsider,
        staff: staff.slice(0, 300),
        operator: operator.slice(0, 1500),
      }),
    )
    const after = await waitForUnlock()
    const logs = stage.servers.map((server, i) => server.output().slice(before[i]))
    for (const word of SAID_ONCE_IN_MS.keys())
      if (logs.join().includes(word)) saidBefore.set(word, performance.now())
    if (row.shoppers === AS_USUAL) {
      expect(holder).toMatch(/^Unlocked: 20% off/)
      expect(outsider).toMatch(/You need 2 Night Owls on Ethereum\. 0x\S+ holds 0\./)
    } else {
      for (const words of quotesOf(row.shoppers)) {
        expect(holder).toContain(words)
        expect(outsider).toContain(words)
      }
      expect(quotesOf(row.shoppers).length).toBeGreaterThan(0)
    }
    if (row.staff === AS_USUAL)
      expect(staff).toMatch(/Orders that involve a gate|Settings for the whole shop/)
    for (const words of quotesOf(row.staff)) expect(staff).toContain(words)
    for (const code of codesOf(row.operator)) expect(operator).toContain(code)
    expect(after).toMatch(/^Unlocked: 20% off/)
    expect(logs.flatMap(listLogFaults)).toEqual([])
    expect(stage.deaths).toEqual([])
  },
  400_000,
)

const PROBE_MS = 3_000

test('behavior: server-frozen: nobody reads anything of that server until it goes on; the other one answers as usual', async () => {
  const [one, frozen] = stage.servers
  if (!frozen) throw new Error('There is one server alone.')
  const end = await FAULTS['server-frozen'](scene, { at: 0, fault: 'server-frozen', for: 0, server: 'b' })
  const asked = scene.doors.askPage(frozen, '/app/orders.data')
  const probe = (origin: string) =>
    fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(PROBE_MS) }).then(
      ({ status }) => status,
      () => null,
    )
  expect(await Promise.all([probe(frozen.origin), probe(one.origin)])).toEqual([null, 200])
  expect(await scene.doors.askPage(one, '/app/orders.data')).toMatchObject({ status: 200 })
  await end()
  expect(await asked).toMatchObject({ status: 200 })
  expect(stage.deaths).toEqual([])
}, 120_000)
