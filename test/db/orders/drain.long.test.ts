import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { type Backlog, composeLedger, drain, failEvery, openBacklogs, readLedger } from './openDrain.ts'

const ORDERS = 5_000
const OTHERS = 10
/**
 * How much longer a backlog may take if each tenth request fails, on a machine that does other work meanwhile. The bench
 * has the bar.
 */
const MOST_RATIO = 3
const server = engines.find(({ name }) => name === 'PostgreSQL')

describe.runIf(server)('a backlog of orders', () => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    if (!server) throw new Error('There is no PostgreSQL.')
    engine = await server.start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  const expectExact = async (backlog: Backlog) =>
    expect(await readLedger({ db, backlog })).toEqual(composeLedger(backlog))

  test('default: 5,000 orders drain although each tenth request fails, another shop waits for none of them', async () => {
    const [calm] = await openBacklogs({ db, counts: [ORDERS] })
    if (!calm) throw new Error('There is no backlog.')
    const [without = Number.NaN] = await drain([calm])
    await expectExact(calm)
    await calm.admin.close()

    const [troubled, other] = await openBacklogs({ db, counts: [ORDERS, OTHERS] })
    if (!troubled || !other) throw new Error('There is no backlog.')
    await failEvery(troubled.admin, 10)
    const [withFaults = Number.NaN, others = Number.NaN] = await drain([troubled, other])
    console.log(
      `${ORDERS} orders: ${without.toFixed(1)} s and ${calm.asked.requests} requests without faults, ` +
        `${withFaults.toFixed(1)} s and ${troubled.asked.requests} with each tenth failing; ` +
        `another shop's ${OTHERS} orders: ${others.toFixed(1)} s.`,
    )
    await expectExact(troubled)
    await expectExact(other)
    expect(withFaults / without).toBeLessThan(MOST_RATIO)
    expect(others).toBeLessThan(withFaults / 10)
    for (const { admin } of [troubled, other]) await admin.close()
  }, 1_800_000)
})
