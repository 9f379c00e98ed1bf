import type { Database } from '../../../app/db/database.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { jobBatches, jobTable } from '../../../app/jobs/jobTable.ts'
import { startJobs } from '../../../app/jobs/startJobs.ts'
import { createShopifyPort } from '../../../app/shopify/createShopifyPort.ts'
import type { AdminGraphql } from '../../../app/shopify/runOperation.ts'
import { override } from '../../fakes/fake.ts'
import { buildOrder } from '../../standin/shopify/checkout/order/buildOrder.ts'
import { priceStaffOrder } from '../../standin/shopify/checkout/order/priceStaffOrder.ts'
import { startTestAdmin, type TestAdmin } from '../../standin-tests/admin/startTestAdmin.ts'
import { ORDERED, openWorld } from './openWorld.ts'

/** Points that never run out: what is measured is not how often Shopify lets the app ask. */
const PLENTY = 1e9
/** Each such order has the proof of the one before it. */
const DUPLICATE_EVERY = 50
const UNLOCKS_AT_ONCE = 8

export type Backlog = Awaited<ReturnType<typeof openBacklog>>

/** A shop at a stand-in Shopify of its own, where orders wait. Their tokens are used once each, but for duplicates. */
async function openBacklog({ db, count }: { db: Database; count: number }) {
  const world = await openWorld({ db })
  const admin = await startTestAdmin()
  await admin.install()
  admin.shop.pointsPerSecond = PLENTY
  // Shopify shows orders of sixty days, and these were made at one moment.
  admin.shop.clockOffsetSeconds = ORDERED - Date.now() / 1000
  const gate = await world.makeGate({
    subject: { kind: 'products', ids: [11] },
    limits: { perWallet: null, perToken: 1, total: null },
  })
  const isDuplicate = (n: number): boolean => n % DUPLICATE_EVERY === DUPLICATE_EVERY - 1
  const proofs: string[] = []
  for (let at = 0; at < count; at += UNLOCKS_AT_ONCE) {
    const some = Array.from({ length: Math.min(UNLOCKS_AT_ONCE, count - at) }, (_, i) => at + i)
    const unlocks = some.map(async (n) => {
      if (isDuplicate(n)) return
      const unlock = { gates: [gate], tokens: [`ethereum:0xaa:${n}`], cartToken: null }
      proofs[n] = (await world.unlock(unlock)).proofs.c
    })
    await Promise.all(unlocks)
  }
  const orderIds = Array.from({ length: count }, (_, n) => {
    const attributes = { _palisade: proofs[isDuplicate(n) ? n - 1 : n] ?? '' }
    const lines = [{ variantId: 111 }]
    const priced = priceStaffOrder({ shop: admin.shop, lines, customerId: null, attributes })
    const order = buildOrder({ shop: admin.shop, priced, sourceName: 'web', cartToken: null })
    order.createdAt = new Date((ORDERED + (n % DUPLICATE_EVERY)) * 1000).toISOString()
    admin.shop.orders.push(order)
    return order.id
  })
  const duplicates = orderIds.filter((_, n) => isDuplicate(n)).length
  return { world, admin, gate, orderIds, duplicates, asked: { requests: 0 } }
}

/** Open backlogs of one database: all before any order is queued, because a world deletes the jobs of others. */
export async function openBacklogs({
  db,
  counts,
}: {
  db: Database
  counts: readonly number[]
}): Promise<Backlog[]> {
  const backlogs: Backlog[] = []
  for (const count of counts) backlogs.push(await openBacklog({ db, count }))
  for (const { world, orderIds } of backlogs) {
    for (const id of orderIds)
      await world.ports.jobs.add({ shopId: world.shop.id, kind: 'order', key: String(id), runAt: ORDERED })
  }
  return backlogs
}

/**
 * Work as a server does until nothing waits. Returns the seconds that each backlog took, in the order given.
 */
export async function drain(backlogs: readonly Backlog[]): Promise<number[]> {
  const startedAt = performance.now()
  const elapsed = (): number => (performance.now() - startedAt) / 1000
  // After each order's own time, so that duplicates are seen.
  const now = (): number => ORDERED + 120 + Math.floor(elapsed())
  const contexts = new Map(
    backlogs.map((backlog) => {
      const shopify = createShopifyPort({
        graphql: askStandin(backlog),
        scopes: backlog.admin.state.scopes.required,
      })
      return [backlog.world.shop.myshopifyDomain, override(backlog.world.ctx, { now, shopify })]
    }),
  )
  const [first] = backlogs
  if (!first) return []
  const running = startJobs({
    door: {
      ...{ now, jobs: first.world.ports.jobs, batches: jobBatches },
      table: { ...jobTable, reconcile: async () => undefined },
      shopContext: ({ myshopifyDomain }) => contexts.get(myshopifyDomain) as FlowContext,
    },
    ticks: [],
    everySeconds: 10,
  })
  const took = new Map<Backlog, number>()
  while (took.size < backlogs.length) {
    for (const backlog of backlogs) {
      if (!took.has(backlog) && (await countWaiting(backlog, now())) === 0) took.set(backlog, elapsed())
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await running.stop()
  return backlogs.map((backlog) => took.get(backlog) ?? Number.NaN)
}

async function countWaiting({ world: { ports, shop } }: Backlog, at: number): Promise<number> {
  const found = await Promise.all(
    (['order', 'hold'] as const).map((kind) => ports.jobs.findBacklog({ shopId: shop.id, kind, at })),
  )
  return found.reduce((sum, one) => sum + (one?.count ?? 0), 0)
}

/** Ask over HTTP, and fail as Shopify's library does. */
function askStandin({ admin, asked }: Pick<Backlog, 'admin' | 'asked'>): AdminGraphql {
  return async (document, options) => {
    asked.requests += 1
    const { status, body } = await admin.graphql({ query: document, variables: options?.variables })
    if (status !== 200) throw new Response(null, { status })
    return { json: async () => body }
  }
}

/** Let the stand-in answer 500 on each `every`-th request about the shop. */
export async function failEvery({ graphqlOrigin }: TestAdmin, every: number): Promise<void> {
  await fetch(`${graphqlOrigin}/standin/fail`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ operation: '*', status: 500, every, times: 1_000_000 }),
  })
}

/** What the ledger and Shopify say of a backlog that was drained. */
export async function readLedger({ db, backlog }: { db: Database; backlog: Backlog }) {
  const { world, admin, gate, orderIds } = backlog
  const { id: shopId } = world.shop
  const count = async (sql: string) => {
    const [row] = await db.prisma.$queryRawUnsafe<{ n: bigint | null }[]>(sql, shopId)
    return Number(row?.n ?? 0)
  }
  const outcomes = await db.prisma.settlement.groupBy({ by: ['outcome'], where: { shopId }, _count: true })
  const records = [...admin.shop.metafields.values()].filter(({ key }) => key === 'gate')
  const uses = await world.uses(gate)
  const tagged = new Map<string, number>()
  for (const { tags } of admin.shop.orders) tagged.set(tags.join(), (tagged.get(tags.join()) ?? 0) + 1)
  return {
    orders: orderIds.length,
    outcomes: Object.fromEntries(outcomes.map(({ outcome, _count }) => [outcome, _count])),
    uses: { reserved: uses?.reserved, committed: uses?.committed },
    redemptions: await count('SELECT count(*) AS n FROM redemption WHERE shop_id = $1::bigint'),
    paidGrants: await count(
      `SELECT count(DISTINCT order_id) AS n FROM "grant" WHERE shop_id = $1::bigint AND state = 'paid'`,
    ),
    counted: await count(
      `SELECT sum(count) AS n FROM gate_day WHERE shop_id = $1::bigint AND gate = 0 AND kind = 'order'`,
    ),
    tagged: Object.fromEntries(tagged),
    records: records.length,
    jobs: await count("SELECT count(*) AS n FROM job WHERE shop_id = $1::bigint AND kind <> 'reconcile'"),
  }
}

/** What the ledger and Shopify must say of a drained backlog: each order once, each token once. */
export function composeLedger({ orderIds, duplicates }: Backlog): Awaited<ReturnType<typeof readLedger>> {
  const good = orderIds.length - duplicates
  const withDuplicates = (named: Record<string, number>) => (duplicates > 0 ? named : {})
  return {
    orders: orderIds.length,
    outcomes: { committed: good, ...withDuplicates({ duplicate: duplicates }) },
    uses: { reserved: 0, committed: good },
    redemptions: good,
    paidGrants: good,
    counted: good,
    tagged: { 'token-gate': good, ...withDuplicates({ 'token-gate-duplicate': duplicates }) },
    records: orderIds.length,
    jobs: 0,
  }
}
