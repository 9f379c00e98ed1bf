import { createSweep } from '../../../app/db/createSweep.ts'
import { queueCustomers } from '../../../app/flows/customers/queueCustomers.ts'
import { holdPending } from '../../../app/flows/orders/holdPending.ts'
import { median } from '../../bench/compare.ts'
import { FIRST_RECEIVER } from './fillNews.ts'
import type { Size } from './fillRows.ts'
import { listLoaders, PATH_VALUES } from './listLoaders.ts'
import { openSides, type Side } from './openPages.ts'

/** What takes how long in a small and in a large database, in milliseconds. */
export type Measured = { readonly name: string; readonly small: number; readonly large: number }

/** How much longer a large database may take. */
export const BAR = 1.3
/** Milliseconds: a smaller difference is the machine's. */
export const FLOOR_MS = 3

/** How often what took too long is measured again. */
const MOST_AGAIN = 2

/** Whether the large database takes too long. */
export function isSlow({ small, large }: Measured): boolean {
  return large > small * BAR && large - small > FLOOR_MS
}

type Work = {
  readonly name: string
  /** Prepares one run; what it returns is timed. */
  readonly prepare: (side: Side) => Promise<() => Promise<unknown>>
}

const SWEPT = [
  ...['nonce', 'visit', 'rate_limit', 'unlock_event', 'gate_holder', 'grant', 'fault_count'],
  ...['project_nonce', 'oauth_code', 'gate_request', 'revoked_token', 'token_id_scan', 'collection_stay'],
  'counter_check',
] as const

/**
 * Measure the flows of shoppers and orders, the sweeps, and every loader of the admin in a small and in a large database,
 * in turns, in one run.
 */
export async function measureMillion(parameters: {
  small: Size
  large: Size
  rounds: number
  say: (sentence: string) => void
}): Promise<Measured[]> {
  const { small, large, rounds, say } = parameters
  const { sides, close } = await openSides({ sizes: [small, large], say })
  try {
    const measured: Measured[] = []
    const measure = async (work: Work) => {
      let one = await race({ work, sides, rounds })
      // Other work of the machine may meet one side alone. What is slow is so again, in twice as many rounds.
      for (let again = 0; again < MOST_AGAIN && isSlow(one); again++)
        one = await race({ work, sides, rounds: 2 * rounds })
      measured.push(one)
      say(
        `${one.name}: ${one.small.toFixed(1)} and ${one.large.toFixed(1)} ms${isSlow(one) ? ', too slow' : ''}`,
      )
    }
    for (const work of FLOWS) await measure(work)
    for (const side of sides) await side.serve()
    for (const side of sides) await waitForJobs(side)
    for (const work of await listPages(sides)) await measure(work)
    return measured
  } finally {
    await close()
  }
}

let orders = 6_000_000_000_000

const FLOWS: readonly Work[] = [
  {
    name: 'a nonce and an unlock',
    prepare:
      async ({ sales, gate }) =>
      () =>
        sales.unlock(gate),
  },
  {
    name: 'a renewal',
    prepare: async ({ sales, gate }) => (await sales.unlock(gate)).renew,
  },
  {
    name: 'an order',
    prepare: async ({ sales, gate }) => {
      const bought = await sales.unlock(gate)
      return () => sales.settle({ ...bought, id: ++orders })
    },
  },
  {
    name: '24 orders together',
    prepare: async ({ sales, gate }) => {
      const { world } = sales
      for (let i = 0; i < 24; i++) {
        const bought = await sales.unlock(gate)
        const id = ++orders
        await sales.place({ ...bought, id })
        await world.ports.jobs.add({
          shopId: world.shop.id,
          kind: 'order',
          key: String(id),
          runAt: world.now,
        })
      }
      return () => world.work()
    },
  },
  {
    name: 'sweep of reservations',
    prepare:
      async ({ sales: { world } }) =>
      () =>
        world.ports.reservations.sweep({ at: world.now }),
  },
  ...SWEPT.map((table) => ({
    name: `sweep of ${table}`,
    // As of the oldest rows, of which it finds few.
    prepare:
      async ({ sales: { world } }: Side) =>
      () =>
        createSweep({ db: world.db, table })(world.now - 120 * 86_400),
  })),
  {
    name: 'sweep of messages and runs of workflows',
    prepare: async ({ sales: { world } }) => {
      const at = world.now - 120 * 86_400
      return () => Promise.all([world.ports.messages.sweep({ at }), world.ports.flowRuns.sweep({ at })])
    },
  },
  {
    name: 'what waits for webhooks',
    prepare: async ({ sales: { world } }) => {
      const asked = { shopId: world.shop.id, at: world.now }
      const { messages } = world.ports
      return async () => {
        await messages.listDue(asked)
        await messages.find({ ...asked, receiverId: FIRST_RECEIVER, limit: 25 })
        await messages.findNext(asked)
        await messages.listLate({ shopId: asked.shopId, before: asked.at - 3600 })
      }
    },
  },
  {
    name: 'hourly check of counters',
    prepare:
      async ({ sales: { world } }) =>
      () =>
        world.ports.reservations.checkUses({ shopId: world.shop.id, at: world.now }),
  },
  {
    name: 'the job about customers, when nothing has changed',
    prepare: async ({ sales: { world } }) => {
      const { shop, ports } = world
      const { id: shopId } = shop
      const gates = (await ports.gates.list({ shopId })).map(({ number }) => number)
      const wanted = new Map(gates.map((gate) => [gate, `Gate ${gate}`]))
      const asked = { shopId, gates, at: world.now - 120 * 86_400 }
      return async () => {
        await ports.customers.plan({ shopId, wanted })
        await ports.customers.findNextWork(asked)
        await ports.customers.listDue({ ...asked, limit: 100 })
        await ports.customers.listPending({ ...asked, limit: 25 })
      }
    },
  },
  {
    name: 'hourly reads of orders, gates and customers',
    prepare:
      async ({ sales: { world } }) =>
      async () => {
        const { shop, ports } = world
        const { id: shopId } = shop
        const orderIds = Array.from({ length: 100 }, (_, i) => 5_000_000_000_000 + i)
        await ports.settlements.findSettled({ shopId, orderIds })
        await holdPending(world.ctx, world.settle)
        await queueCustomers(world.ctx, { shop })
        await ports.gates.list({ shopId, withDeleted: true })
        await ports.gates.listOldCards({ shopId })
        await ports.gates.listUsedUp({ shopId })
        await ports.settlements.deleteOld({ shopId, before: 0 })
        await ports.jobs.ensure({ kind: 'reconcile', key: 'shop', runAt: world.now + 3600 })
      },
  },
]

/** What each loader of the admin takes, from the request to the last byte. Both sides must answer alike. */
async function listPages(sides: readonly Side[]): Promise<Work[]> {
  const [side] = sides
  if (!side) return []
  const { db, shop, now } = side.sales.world
  const [list] = await db.hot.query(
    'a_list',
    'SELECT id::text FROM list WHERE shop_id = $1::bigint ORDER BY name',
    [shop.id],
  )
  const [project] = await db.hot.query('a_project', 'SELECT id FROM project WHERE shop_id = $1::bigint', [
    shop.id,
  ])
  const own = { 'lists/$list': String(list?.id), 'developers/$project': String(project?.id) }
  const middle = `${now - 40 * 86_400}-1`
  return listLoaders({ values: { ...PATH_VALUES, ...own }, middle }).map(({ name, path }) => ({
    name,
    prepare: async (one) => {
      const [address = '', query] = path.split('?')
      const asked = `${address}.data${query === undefined ? '' : `?${query}`}`
      return async () => {
        const { status } = await one.request(asked)
        if (status >= 500) throw new Error(`${asked} answered ${status}.`)
      }
    },
  }))
}

/** Wait until the jobs that a start queues are done. */
async function waitForJobs({ sales: { world } }: Side): Promise<void> {
  const until = Date.now() + 300_000
  for (;;) {
    const [row] = await world.db.hot.query(
      'due_jobs',
      'SELECT count(*)::int AS count FROM job WHERE locked_until > 0 OR run_at <= extract(epoch FROM now()) AND attempts < 2',
      [],
    )
    if (row?.count === 0) return
    if (Date.now() > until) throw new Error('The jobs of a start did not end within five minutes.')
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Run the work on each side in turns, and take the middle of each. */
async function race(parameters: { work: Work; sides: readonly Side[]; rounds: number }): Promise<Measured> {
  const { work, sides, rounds } = parameters
  const times = sides.map((): number[] => [])
  for (let round = 0; round <= rounds; round++) {
    for (const [i, side] of sides.entries()) {
      const run = await work.prepare(side)
      const started = performance.now()
      await run()
      // The first is slower, whatever the size.
      if (round > 0) times[i]?.push(performance.now() - started)
    }
  }
  const [small = Number.NaN, large = Number.NaN] = times.map(median)
  return { name: work.name, small, large }
}
