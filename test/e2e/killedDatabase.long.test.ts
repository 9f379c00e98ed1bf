import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { completeCheckout, fillCart, type Store } from '../standin/demo/shopper.ts'
import { type Load, loadServers } from './killedDatabase/loadServers.ts'
import { type Doors, openDoors, type Told } from './killedDatabase/openDoors.ts'
import { openServers, type RunningServers } from './openServers.ts'
import type { Answer } from './openShoppers.ts'

/*
 * Kills the PostgreSQL of two production servers again and again during unlocks, sign-ins and orders. No server may
 * exit, every endpoint answers 503 while the database is away, and afterwards nothing confirmed is missing.
 */
const KILLS = Number(process.env.DATABASE_KILLS ?? 25)
const BACKEND_KILLS = 10
const FREEZES = 2
const PER_WALLET = 400
const ORDERS = 40

let servers: RunningServers
let doors: Doors
let load: Load
/** One store for unlocks under load, one for the orders. */
let store: Store
let ordered: Store
beforeAll(async () => {
  servers = await openServers({ durable: true })
  const contract = servers.demo.facts.chains.ethereum.contracts.erc20
  const form = (name: string, perWallet: number) => ({
    name,
    root: { kind: 'all' as const, of: [{ kind: 'erc20', chain: 'ethereum', contract, minimum: '1' }] },
    reaction: { value: '10' },
    limits: { perWallet: String(perWallet), perToken: '', total: '' },
  })
  store = await servers.makeGate({ productId: 8105, variantId: 91051 }, form('Often', PER_WALLET))
  ordered = await servers.makeGate({ productId: 8104, variantId: 91041 }, form('Once each', 1))
  doors = await openDoors(servers, store)
  load = loadServers({ servers, doors, store, orders: await placeOrders() })
})
afterAll(async () => {
  await load?.end()
  await servers?.close()
})

/** Place one order for each of forty wallets; returns the webhooks of the orders, which are held back. */
async function placeOrders() {
  const { a, b, wallets, demo } = servers
  const { webhooks } = demo.shop
  const buyers = wallets.slice(0, ORDERS)
  const bought: Answer[] = []
  for (const [i, wallet] of buyers.entries()) {
    const server = i % 2 === 0 ? a : b
    bought.push(await servers.unlock(server, await servers.sign(server, wallet), ordered))
  }
  webhooks.isHeld = true
  for (const { body } of bought)
    expect(await completeCheckout(ordered, await fillCart(ordered, String(body.proof)))).toBeTruthy()
  const orders = webhooks.held.filter(({ topic }) => topic === 'orders/create')
  expect(orders).toHaveLength(ORDERS)
  webhooks.held = []
  webhooks.isHeld = false
  return orders
}

/** Pseudo-random numbers, the same in each run. */
let state = 20_261_128
const upTo = (most: number) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state % most
}

const isAway = ({ status, retryAfter, text, door }: Told) =>
  status === 503 && retryAfter !== null && (door === 'admin /app' || text.includes('ERR_DATABASE_AWAY'))
const describeTold = ({ door, status, retryAfter, text }: Told) =>
  `${door}: ${status}, Retry-After ${retryAfter}, ${text.slice(0, 300)}`
const countGood = () => load.told.filter(({ status }) => status === 200).length
const within = { timeout: 120_000, interval: 20 }
const goOn = async (count: number) => {
  const before = countGood()
  await expect.poll(countGood, within).toBeGreaterThan(before + count)
}
/** Throws if a server has exited. */
const requireServers = () => {
  for (const { pid } of [servers.a, servers.b]) process.kill(pid, 0)
}

async function killBackend(): Promise<void> {
  const client = new Client({ connectionString: servers.postgres.url })
  // After one kill PostgreSQL ends all other connections, this one too.
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query(
    "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'palisade%' ORDER BY random() LIMIT 1",
  )
  for (const { pid } of rows) process.kill(Number(pid), 'SIGKILL')
  await client.end().catch(() => undefined)
}

async function readLedger(): Promise<{ uses: number; open: number }> {
  const uses = await servers.read(
    `SELECT redemption.key, redemption.slot, reservation.state FROM redemption
      JOIN reservation ON reservation.id = redemption.reservation_id WHERE redemption.gate = $1`,
    [store.gate.id],
  )
  const slots = uses.map(({ key, slot }) => `${key} ${slot}`)
  expect(new Set(slots).size).toBe(slots.length)
  return { uses: uses.length, open: load.opened.length }
}

test(`behavior: PostgreSQL is killed ${KILLS} times and frozen; both servers stay up, answer 503, and lose nothing`, async () => {
  const { a, b, postgres } = servers
  let away = 0
  for (let kill = 1; kill <= KILLS; kill++) {
    load.allowOrders(Math.ceil((kill / KILLS) * ORDERS))
    await goOn(10 + upTo(50))
    await postgres.kill()
    try {
      for (const server of [a, b]) {
        const answers = await doors.askAll(server)
        expect(answers.filter((told) => !isAway(told)).map(describeTold)).toEqual([])
        away += answers.length
      }
      requireServers()
    } finally {
      await postgres.start()
    }
  }
  console.log(`${KILLS} kills; ${away} answers of 11 doors while it was away, all 503 ERR_DATABASE_AWAY`)

  for (let kill = 1; kill <= BACKEND_KILLS; kill++) {
    await goOn(5 + upTo(30))
    await killBackend()
    requireServers()
  }
  await goOn(50)

  for (let freeze = 1; freeze <= FREEZES; freeze++) {
    await goOn(5 + upTo(30))
    postgres.freeze()
    const since = performance.now()
    try {
      const answers = (await Promise.all([a, b].map((server) => doors.askAll(server)))).flat()
      console.log(`frozen: all doors answered within ${Math.round((performance.now() - since) / 1000)} s`)
      expect(answers.filter((told) => !isAway(told)).map(describeTold)).toEqual([])
      requireServers()
    } finally {
      postgres.thaw()
    }
    await goOn(50)
  }
  await expect.poll(load.countTaken, within).toBe(ORDERS)
  await load.end()
  requireServers()

  const counts: Record<string, number> = {}
  for (const { door, status } of load.told)
    counts[`${door} ${status}`] = (counts[`${door} ${status}`] ?? 0) + 1
  console.log(JSON.stringify(counts))
  const odd = load.told.filter((told) => told.status !== 200 && !isAway(told))
  expect(odd.map(describeTold)).toEqual([])

  // Each use confirmed to a shopper exists, and no place was given twice.
  const { uses, open } = await readLedger()
  console.log(`${open} unlocks were told as open; ${uses} uses stand`)
  expect(open).toBeGreaterThan(100)
  expect(uses).toBeGreaterThanOrEqual(open)
  const countLeft = async () =>
    (await servers.read("SELECT 1 FROM job WHERE kind IN ('order', 'hold')")).length
  await expect.poll(countLeft, { timeout: 600_000, interval: 500 }).toBe(0)
  expect(
    await servers.read(
      'SELECT outcome, count(*)::int AS n FROM settlement GROUP BY outcome ORDER BY outcome',
    ),
  ).toEqual([{ outcome: 'committed', n: ORDERS }])
  expect(
    await servers.read(
      `SELECT count(*)::int AS n, count(DISTINCT order_id)::int AS orders FROM reservation
        WHERE gate = $1 AND state = 'committed'`,
      [ordered.gate.id],
    ),
  ).toEqual([{ n: ORDERS, orders: ORDERS }])
  expect((await servers.demo.requestAdmin({ path: '/app.data' })).status).toBe(200)
}, 1_800_000)
