import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { reserveUnits } from '../../../app/db/reservations/reserveUnits.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { setPlaces } from '../setPlaces.ts'
import { at, sampleLimits, sampleShopId, sampleWant } from './sampleWant.ts'

/** Enough that reading all is dearer than an index. */
const TOTAL = 2_000
const HELD = 200
const GATE = 7 as GateNumber

type PlanNode = {
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly PlanNode[]
}

/** The rows of tables that a plan and all below it looked at. */
function countRows(node: PlanNode): number {
  const perLoop = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)
  const own = node['Relation Name'] === undefined ? 0 : perLoop * node['Actual Loops']
  return (node.Plans ?? []).reduce((sum, below) => sum + countRows(below), own)
}

/** Reserve a place for one more wallet, and count the rows that PostgreSQL looks at for it. */
async function countRead(
  db: Database,
  asked: Parameters<ReturnType<typeof reserveUnits>>[0],
): Promise<number> {
  const sent = new Error('The statement is explained.')
  let rows = 0
  const explaining: Database = {
    ...db,
    hot: {
      query: async (name, sql, params) => {
        const explain = `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`
        const [row] = await db.hot.query(`explain_${name}`, explain, params)
        const told = row?.['QUERY PLAN'] ?? null
        const [{ Plan: plan }] = (typeof told === 'string' ? JSON.parse(told) : told) as [{ Plan: PlanNode }]
        rows = countRows(plan)
        throw sent
      },
    },
  }
  await expect(reserveUnits(explaining)(asked)).rejects.toBe(sent)
  return rows
}

describe.each(engines)('what a reservation reads on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('behavior: it does not grow with the places that others hold, also when none is left', async () => {
    const shopId = sampleShopId()
    await setPlaces({ db, shopId, gate: GATE, total: TOTAL })
    const ask = (wallet: string) => ({
      ...{ shopId, visitId: `visit of ${wallet}`, at },
      wants: [sampleWant({ gate: GATE, limits: sampleLimits({ total: TOTAL }), wallets: [wallet] })],
    })
    const fill = async (from: number, to: number) => {
      for (let i = from; i < to; i++) await reserveUnits(db)(ask(`w${i}`))
    }
    await fill(0, 10)
    const few = await countRead(db, ask('early'))
    await fill(10, HELD)
    const many = await countRead(db, ask('late'))
    // Nobody looks at whose they are.
    await db.hot.query(
      'take_all',
      'UPDATE total_slot SET reservation_id = 0 WHERE reservation_id IS NULL',
      [],
    )
    const none = await countRead(db, ask('too late'))
    expect(await reserveUnits(db)(ask('much too late'))).toMatchObject([{ kind: 'used-up', limit: 'total' }])
    expect(few).toBeGreaterThan(2)
    // With a look at every open place it is at least one a place.
    expect(many).toBeLessThan(few + 20)
    expect(none).toBeLessThan(few + 20)
  })
})
