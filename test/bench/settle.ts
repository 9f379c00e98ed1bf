import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import {
  type Backlog,
  composeLedger,
  drain,
  failEvery,
  openBacklogs,
  readLedger,
} from '../db/orders/openDrain.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'
import { isOnce } from './rounds.ts'
import type { BenchRow } from './row.ts'

const ORDERS = isOnce ? 200 : 1_000
const OTHERS = 10
const FAILING = 10
/** How much longer a backlog may take if each tenth request fails. */
const BAR = 2
/** The part of a shop's backlog that another shop may wait for it. */
const OTHER_BAR = 0.2

/**
 * Measure how long a backlog of orders takes while each tenth request to Shopify answers 500, against one of the same
 * size without faults, and how long ten orders of another shop take meanwhile. The ledger must be exact.
 */
export async function benchSettle(): Promise<BenchRow[]> {
  const server = await startPostgres()
  const db = await openPostgres({ url: server.url, migrations: findMigrations() })
  const closers: (() => Promise<unknown>)[] = []
  const open = async (counts: readonly number[]): Promise<Backlog[]> => {
    const backlogs = await openBacklogs({ db, counts })
    closers.push(
      ...backlogs.map(
        ({ admin }) =>
          () =>
            admin.close(),
      ),
    )
    return backlogs
  }
  const run = async (backlogs: readonly Backlog[]): Promise<number[]> => {
    const seconds = await drain(backlogs)
    for (const backlog of backlogs) {
      const [found, wanted] = [await readLedger({ db, backlog }), composeLedger(backlog)].map((one) =>
        JSON.stringify(one),
      )
      if (found !== wanted) throw new Error(`The ledger is ${found} instead of ${wanted}.`)
    }
    return seconds
  }
  try {
    // The first orders of a process are slower.
    await run(await open([OTHERS]))
    const [calm = Number.NaN] = await run(await open([ORDERS]))
    const backlogs = await open([ORDERS, OTHERS])
    const [troubled] = backlogs
    if (troubled) await failEvery(troubled.admin, FAILING)
    const [ours = Number.NaN, others = Number.NaN] = await run(backlogs)
    const compare = (name: string, value: number, yardstick: number, bar: number): BenchRow => {
      const ratio = value / yardstick
      return { name, ours: value, yardstick, unit: 's', ratio, bar: `≤ ${bar}`, holds: ratio <= bar }
    }
    return [
      compare(
        `settle ${ORDERS} waiting orders while each tenth request fails, against none`,
        ours,
        calm,
        BAR,
      ),
      compare('settle 10 orders of another shop meanwhile, against that backlog', others, ours, OTHER_BAR),
    ]
  } finally {
    for (const close of closers) await close()
    await db.close()
    await server.close()
  }
}
