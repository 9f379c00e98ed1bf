import { mkdirSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeDice } from '../../makeDice.ts'
import type { Store } from '../../standin/demo/shopper.ts'
import { openDoors } from '../killedDatabase/openDoors.ts'
import { checkLedger } from './checkLedger.ts'
import type { Clocks } from './clocks.ts'
import { kindOf } from './faultKinds.ts'
import { FAULTS } from './faults.ts'
import { listLogFaults } from './listLogFaults.ts'
import type { NightPlan, PlannedFault } from './nightPlan.ts'
import { createWatch, listOddAnswers, type Watch } from './oddAnswers.ts'
import { openStage, type Stage } from './openStage.ts'
import { describeNight, type NightReport, type WatchedOrders } from './report.ts'
import type { Scene } from './scene.ts'
import { startSales } from './startSales.ts'
import { watchDisk } from './watchDisk.ts'

export type NightParameters = {
  readonly seed: number
  readonly plan: NightPlan
  /** The clocks that faults set; null if this machine cannot. */
  readonly clocks: Clocks | null
  /** Receives a line for people about each fault. */
  readonly say: (line: string) => void
  /** Folder that gets the logs of the servers. */
  readonly logs?: string
}

/** After a fault this many good answers must come, within this time in which nothing else is wrong. */
const GOOD_ANSWERS = 20
const RECOVERS_WITHIN_MS = 60_000
/**
 * The next of the open orders is settled within this time, without a restart: a killed server's jobs are locked for two
 * minutes, and a shop's work rests for five at most. All together take as long as Shopify's limit makes them.
 */
const SETTLES_WITHIN_MS = 480_000
/** A day after the last proof has ended. */
const MORNING_SECONDS = 28 * 3_600
const POLL_MS = 250
const PER_WALLET = 1_000
const TOTAL = 40

/**
 * Run the servers of a plan with the stand-in shop and real chain nodes. Keep selling, inflict the faults, and check the
 * ledger after each of them. At the end every order must be settled, without a restart of anything.
 */
export async function runNight(parameters: NightParameters): Promise<NightReport> {
  const { plan, clocks } = parameters
  const stage = await openStage({ database: plan.database, clocks })
  try {
    return await inflict(stage, parameters)
  } finally {
    await stage.close()
  }
}

async function inflict(stage: Stage, { seed, plan, say, logs }: NightParameters): Promise<NightReport> {
  const stores = await makeStores(stage)
  const doors = await openDoors(stage, stores[0] as Store)
  // Sales draw from dice of their own: how many draws they take depends on the machine's speed.
  const sales = startSales({ stage, doors, stores, dice: makeDice(seed + 1) })
  const scene: Scene = { stage, doors, sales, dice: makeDice(seed + 2) }
  const wrong: string[] = []
  const watch = createWatch()
  const disk = watchDisk(stage.databaseUrl)
  const settled = watchOrders(scene)
  try {
    await waitForGood(scene, watch)
    const startedAt = performance.now()
    const waitUntilSecond = (second: number) =>
      sleep(Math.max(0, startedAt + second * 1000 - performance.now()))
    const parts = new Map<string, Promise<unknown>>()
    // On a slow machine faults wait for each other so long that the night is over.
    const left: string[] = []
    const running = plan.faults.map(async (fault) => {
      await waitUntilSecond(fault.at)
      const { part } = kindOf(fault.fault)
      const earlier = parts.get(part)
      const own = (async () => {
        await earlier
        if (plan.isTimed && performance.now() > startedAt + plan.seconds * 1000) left.push(fault.fault)
        else await runFault({ scene, watch, fault, say, wrong })
      })()
      parts.set(part, own)
      await own
    })
    await Promise.all([...running, waitUntilSecond(plan.seconds)])
    await sales.endPurchases()
    if (left.length > 0)
      say(`${left.length} faults were left out, because their time was over: ${left.join(', ')}.`)
    say(`Purchases are over: ${sales.orders.length} orders must be settled.`)
    await waitForNone(sales.countUntold)
    await waitForNone(settled.countOpen)
    if (stage.clocks?.skip) {
      // Every cart that was left behind has given its use back by then.
      await stage.clocks.skip(MORNING_SECONDS)
      say('The morning after the next.')
    }
  } catch (error) {
    wrong.push(describeError(error))
  }
  await sales.close()
  settled.close()
  await disk.close()
  const lost = await listLost(scene).catch((error: unknown) => [describeError(error)])
  wrong.push(...lost, ...(await checkLedger(stage).catch((error: unknown) => [describeError(error)])))
  wrong.push(
    ...listOddAnswers({ told: sales.told, windows: watch.windows, slow: disk.slow }),
    ...sales.untrue,
    ...stage.deaths,
  )
  if (logs !== undefined) writeLogs({ stage, seed, logs })
  wrong.push(...stage.servers.flatMap((server) => listLogFaults(server.output())))
  return describeNight({ seed, plan, sales, watch, settled, disk, lost, wrong })
}

async function runFault(parameters: {
  scene: Scene
  watch: Watch
  fault: PlannedFault
  say: (line: string) => void
  wrong: string[]
}): Promise<void> {
  const { scene, watch, fault, say, wrong } = parameters
  const window = watch.open(fault)
  try {
    try {
      const end = await FAULTS[fault.fault](scene, fault)
      await sleep(fault.for * 1000)
      await end()
    } finally {
      watch.close(window)
    }
    const goodAfter = await waitForGood(scene, watch)
    window.recoveredMs = goodAfter
    const broken = await checkLedger(scene.stage, watch.findQuiet)
    wrong.push(...broken.map((sentence) => `After ${fault.fault}: ${sentence}`))
    const seconds = (goodAfter / 1000).toFixed(1)
    const server = kindOf(fault.fault).part === 'server' ? ` (${fault.server})` : ''
    say(
      `${watch.windows.length}. ${fault.fault}${server}: good again after ${seconds} s, ${broken.length} rules broken`,
    )
  } catch (error) {
    wrong.push(`${fault.fault}: ${describeError(error)}`)
    say(`${fault.fault}: ${describeError(error)}`)
  }
}

/** Wait until the shop sells as before; returns how long that took. Time in which another fault lasts does not count. */
async function waitForGood({ sales }: Scene, watch: Watch): Promise<number> {
  const since = performance.now()
  const isGood = ({ status, kind, from }: (typeof sales.told)[number]) =>
    status === 200 && kind !== 'unchecked' && from >= since
  let quietMs = 0
  let seen = sales.told.length
  let good = 0
  while (quietMs < RECOVERS_WITHIN_MS) {
    good += sales.told.slice(seen).filter(isGood).length
    seen = sales.told.length
    if (good >= GOOD_ANSWERS) return performance.now() - since
    await sleep(POLL_MS)
    if (watch.countActive() === 0) quietMs += POLL_MS
  }
  const last = sales.told.slice(-3).map(({ door, status, text }) => `${door} ${status} ${text.slice(0, 200)}`)
  throw new Error(`The servers did not recover: ${last.join(' | ')}`)
}

/** One gate with many uses for each wallet, and one whose few places everybody wants. */
async function makeStores(stage: Stage): Promise<Store[]> {
  const contract = stage.demo.facts.chains.ethereum.contracts.erc20
  const root = { kind: 'all' as const, of: [{ kind: 'erc20', chain: 'ethereum', contract, minimum: '1' }] }
  const often = await stage.makeGate(
    { productId: 8105, variantId: 91051 },
    {
      ...{ name: 'Often', root, reaction: { value: '10' } },
      limits: { perWallet: String(PER_WALLET), perToken: '', total: '' },
    },
  )
  const rare = await stage.makeGate(
    { productId: 8104, variantId: 91041 },
    {
      ...{ name: 'Few places', root, reaction: { value: '10' } },
      limits: { perWallet: '2', perToken: '', total: String(TOTAL) },
    },
  )
  return [often, often, often, rare]
}

/** Watch the orders at Shopify until each has the tag that its settlement writes. */
function watchOrders({ sales, stage }: Scene): WatchedOrders {
  const waits = new Map<number, number>()
  const look = () => {
    const tagged = new Set(
      stage.demo.shop.orders.flatMap(({ id, tags }) => (tags.includes('token-gate') ? [id] : [])),
    )
    for (const { id, placedAt } of sales.orders)
      if (!waits.has(id) && tagged.has(id)) waits.set(id, performance.now() - placedAt)
  }
  const timer = setInterval(look, POLL_MS)
  return {
    waits: () => [...waits.values()],
    countOpen: () => sales.orders.filter(({ id }) => !waits.has(id)).length,
    close: () => clearInterval(timer),
  }
}

/** Orders without the settlement that they must have, and proofs without the grant and use that they name. */
function listLost({ sales, stage }: Scene): Promise<string[]> {
  return stage.look(async (read) => {
    const rows = await read("SELECT order_id FROM settlement WHERE outcome = 'committed'")
    const settled = new Set(rows.map(({ order_id }) => Number(order_id)))
    const tagged = new Set(
      stage.demo.shop.orders.flatMap(({ id, tags }) => (tags.includes('token-gate') ? [id] : [])),
    )
    const grants = await read(
      `SELECT g.id FROM "grant" g WHERE g.id = ANY($1::text[])
        AND EXISTS (SELECT 1 FROM reservation r WHERE r.visit_id = g.visit_id AND r.shop_id = g.shop_id)`,
      [[...sales.granted.keys()]],
    )
    const kept = new Set(grants.map(({ id }) => String(id)))
    return [
      ...sales.orders
        .filter(({ id }) => !settled.has(id) || !tagged.has(id))
        .map(({ id }) => `The order ${id} is not settled as committed and tagged.`),
      ...[...sales.granted.keys()]
        .filter((id) => !kept.has(id))
        .map((id) => `A shopper has a proof of the grant ${id}, which has no row or no use.`),
    ]
  })
}

function writeLogs({ stage, seed, logs }: { stage: Stage; seed: number; logs: string }): void {
  mkdirSync(logs, { recursive: true })
  for (const [i, server] of stage.servers.entries())
    writeFileSync(`${logs}/${seed}-${'ab'[i]}.txt`, server.output())
}

const describeError = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** Wait until nothing is left, as long as something is done within each `SETTLES_WITHIN_MS`. */
async function waitForNone(count: () => number): Promise<void> {
  let left = count()
  for (let since = performance.now(); left > 0 && performance.now() - since < SETTLES_WITHIN_MS; ) {
    await sleep(POLL_MS)
    if (count() < left) since = performance.now()
    left = Math.min(left, count())
  }
}
