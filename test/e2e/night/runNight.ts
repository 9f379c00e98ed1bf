import { setTimeout as sleep } from 'node:timers/promises'
import { makeDice } from '../../makeDice.ts'
import { type RpcFront, startRpcFront } from '../../standin/chains/startRpcFront.ts'
import type { Store } from '../../standin/demo/shopper.ts'
import { type Front, startFront } from '../../standin/shopify/startFront.ts'
import { openDoors, type Told } from '../killedDatabase/openDoors.ts'
import { openServers, type RunningServers } from '../openServers.ts'
import { checkLedger } from './checkLedger.ts'
import { FAULTS, type Scene } from './faults.ts'
import { startSales } from './startSales.ts'

export type NightParameters = {
  readonly seed: number
  readonly minutes: number
  /** Receives a line for people about each fault. */
  readonly say: (line: string) => void
}
export type NightReport = {
  readonly seed: number
  readonly faults: number
  readonly requests: number
  readonly orders: number
  /** Orders without the settlement that they must have, and unlocks without their use. */
  readonly lost: number
  /** What went wrong, a sentence each; empty after a good night. */
  readonly wrong: readonly string[]
}

/** After a fault this many good answers must come, within this time. */
const GOOD_ANSWERS = 20
const RECOVERS_WITHIN_MS = 120_000
/** A killed server's jobs are locked for two minutes, and a job that failed waits before it tries again. */
const SETTLES_WITHIN_MS = 600_000
const POLL_MS = 250
const PER_WALLET = 1_000
const TOTAL = 40

/**
 * Run two production servers on one PostgreSQL, with the stand-in shop and real chain nodes. Keep selling, inflict faults
 * that the seed chooses, and check the ledger after each of them. At the end every order must be settled, without a
 * restart of anything.
 */
export async function runNight({ seed, minutes, say }: NightParameters): Promise<NightReport> {
  const fronts: { shopify?: Front; chain?: RpcFront } = {}
  const servers = await openServers({
    durable: true,
    changeEnv: async (env) => {
      fronts.shopify = await startFront(String(env.STANDIN_SHOPIFY_ORIGIN))
      fronts.chain = await startRpcFront(String(env.RPC_URL_ETHEREUM))
      return {
        ...env,
        STANDIN_SHOPIFY_ORIGIN: fronts.shopify.origin,
        RPC_URL_ETHEREUM: fronts.chain.url,
      }
    },
  })
  const { shopify, chain } = fronts
  try {
    if (!shopify || !chain) throw new Error('Nothing stands between the app and the outside.')
    return await inflict({ servers, shopify, chain, seed, minutes, say })
  } finally {
    await servers.close()
    shopify?.close()
    chain?.close()
  }
}

async function inflict({
  servers,
  shopify,
  chain,
  seed,
  minutes,
  say,
}: NightParameters & Pick<Scene, 'servers' | 'shopify' | 'chain'>): Promise<NightReport> {
  const dice = makeDice(seed)
  const stores = await makeStores(servers)
  const doors = await openDoors(servers, stores[0] as Store)
  // Sales draw from dice of their own: how many draws they take depends on the machine's speed.
  const sales = startSales({ servers, doors, stores, dice: makeDice(seed + 1) })
  const wrong: string[] = []
  let faults = 0
  try {
    await waitForGood(sales.told)
    for (const until = performance.now() + minutes * 60_000; performance.now() < until; faults++) {
      const name = dice.pick(Object.keys(FAULTS)) ?? ''
      const startedAt = performance.now()
      await FAULTS[name]?.({ servers, sales, shopify, chain, dice })
      await waitForGood(sales.told)
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      const broken = await checkLedger(servers)
      say(`${faults + 1}. ${name}: good again after ${seconds} s, ${broken.length} rules broken`)
      wrong.push(...broken.map((sentence) => `After "${name}": ${sentence}`))
    }
    await sales.endPurchases()
    say(`Purchases are over: ${sales.orders.length} orders must be settled.`)
    await waitUntil(() => sales.countUntold() === 0, SETTLES_WITHIN_MS)
    await waitUntil(async () => (await listUnsettled(servers, sales.orders)).length === 0, SETTLES_WITHIN_MS)
  } catch (error) {
    wrong.push(error instanceof Error ? error.message : String(error))
  }
  await sales.close()
  wrong.push(...(await checkLedger(servers)), ...describeBad(sales.told))
  const unsettled = await listUnsettled(servers, sales.orders)
  wrong.push(...unsettled.map((id) => `The order ${id} is not settled as committed and tagged.`))
  const unused = await countUnused(servers, sales.opened)
  if (unused > 0) wrong.push(`${unused} unlocks were answered as open and have no use.`)
  const lost = unsettled.length + unused
  return { seed, faults, requests: sales.told.length, orders: sales.orders.length, lost, wrong }
}

/** One gate with many uses for each wallet, and one whose few places everybody wants. */
async function makeStores(servers: RunningServers): Promise<Store[]> {
  const contract = servers.demo.facts.chains.ethereum.contracts.erc20
  const root = { kind: 'all' as const, of: [{ kind: 'erc20', chain: 'ethereum', contract, minimum: '1' }] }
  const often = await servers.makeGate(
    { productId: 8105, variantId: 91051 },
    {
      ...{ name: 'Often', root, reaction: { value: '10' } },
      limits: { perWallet: String(PER_WALLET), perToken: '', total: '' },
    },
  )
  const rare = await servers.makeGate(
    { productId: 8104, variantId: 91041 },
    {
      ...{ name: 'Few places', root, reaction: { value: '10' } },
      limits: { perWallet: '2', perToken: '', total: String(TOTAL) },
    },
  )
  return [often, often, often, rare]
}

/** Orders of Shopify that are not settled as committed, or have no tag. */
async function listUnsettled(servers: RunningServers, orders: readonly number[]): Promise<number[]> {
  const rows = await servers.read("SELECT order_id FROM settlement WHERE outcome = 'committed'")
  const settled = new Set(rows.map(({ order_id }) => Number(order_id)))
  const tagged = new Set(
    servers.demo.shop.orders.flatMap(({ id, tags }) => (tags.includes('token-gate') ? [id] : [])),
  )
  return orders.filter((id) => !settled.has(id) || !tagged.has(id))
}

/** Unlocks that were answered as open beyond the uses that the database has of that gate, given back or not. */
async function countUnused(servers: RunningServers, opened: ReadonlyMap<number, number>): Promise<number> {
  const rows = await servers.read('SELECT gate, count(*)::int AS n FROM reservation GROUP BY gate')
  const uses = new Map(rows.map(({ gate, n }) => [Number(gate), Number(n)]))
  return [...opened].reduce((sum, [gate, count]) => sum + Math.max(0, count - (uses.get(gate) ?? 0)), 0)
}

const countGood = (told: readonly Told[]) => told.filter(({ status }) => status === 200).length

async function waitForGood(told: readonly Told[]): Promise<void> {
  const before = countGood(told)
  const isGood = await waitUntil(() => countGood(told) >= before + GOOD_ANSWERS, RECOVERS_WITHIN_MS)
  if (isGood) return
  const last = told.slice(-3).map(({ door, status, text }) => `${door} ${status} ${text.slice(0, 200)}`)
  throw new Error(`The servers did not recover: ${last.join(' | ')}`)
}

async function waitUntil(is: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  for (const until = performance.now() + withinMs; performance.now() < until; ) {
    if (await is()) return true
    await sleep(POLL_MS)
  }
  return false
}

/**
 * No answer at all (a server was killed), one that asks to come back, or a page that says that Shopify gave no access.
 * Everything else that is not 200 is wrong.
 */
function isExpected({ door, status, text, retryAfter }: Told): boolean {
  if (status === 502) return door.startsWith('admin') && text.includes('Shopify')
  return status === 200 || status === 0 || (status === 503 && retryAfter !== null)
}

/** Each kind of answer that nobody should get, with how often it came. */
function describeBad(told: readonly Told[]): string[] {
  const counts = new Map<string, number>()
  for (const answer of told) {
    if (isExpected(answer)) continue
    const key = `${answer.door}: ${answer.status} ${answer.text.slice(0, 160)}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].map(([key, count]) => `${count} times: ${key}`)
}
