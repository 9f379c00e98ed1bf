import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { LEDGER_RULES } from '../../e2e/night/checkLedger.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { sampleShop } from '../samples.ts'
import { fillRows, OF_ORDERS, TABLES } from './fillRows.ts'
import { listLoaders, PATH_VALUES } from './listLoaders.ts'
import { openSales } from './openSales.ts'

/* A large database is one that the flows could have made. */
const SIZE = { rows: 60, gates: 6, lists: 3, shops: 2 }
const SOLD = 3

describe.each(engines)('the rows of a large database, on $name', ({ start }) => {
  let engine: RunningEngine
  let filled: Database
  let sold: Database
  beforeAll(async () => {
    engine = await start()
    filled = await engine.open()
    const sales = await openSales({ db: filled, record: sampleShop() })
    await fillRows({ db: filled, sales, size: SIZE })
    sold = await engine.open()
    const real = await openSales({ db: sold, record: sampleShop() })
    const gate = await real.makeGate(500)
    for (let i = 0; i < SOLD; i++) {
      const customerId = 7_000_000_000_000 + i
      const bought = await real.unlock(gate, String(customerId))
      await real.settle({ ...bought, id: 5_000_000_000_000 + i, customerId })
    }
    await real.tag(gate)
  }, 240_000)
  afterAll(() => engine.close())

  const read = (db: Database, sql: string) => db.hot.query(sql.slice(0, 60), sql, [])

  test.each(TABLES.filter((table) => !['audit_entry', 'job', 'rate_limit', 'nonce'].includes(table)))(
    'default: each column of %s has the shape that it has after real sales',
    async (table) => {
      const sql = `SELECT * FROM "${table}"`
      const [real, made] = [await listShapes(sold, sql), await listShapes(filled, sql)]
      expect(made.rows).toBeGreaterThanOrEqual(
        OF_ORDERS.some((one) => one === table) ? SIZE.rows : SIZE.gates,
      )
      for (const [column, shapes] of Object.entries(made.shapes))
        expect(real.shapes[column], `${table}.${column}`).toEqual(expect.arrayContaining(shapes))
    },
  )

  test.each(LEDGER_RULES.map(({ rule, broken }) => [rule, broken]))('behavior: %s', async (_rule, broken) => {
    expect(await read(filled, broken)).toEqual([])
  })

  /** The shapes of each column's values, over all rows. */
  async function listShapes(db: Database, sql: string) {
    const rows = await read(db, sql)
    const columns = Object.keys(rows[0] ?? {})
    const shapes = columns.map((column) => [
      column,
      [...new Set(rows.map((row) => JSON.stringify(toShape(row[column]))))].sort(),
    ])
    return { rows: rows.length, shapes: Object.fromEntries(shapes) as Record<string, string[]> }
  }
})

/** A value without its own digits and letters: what any other of its kind has in common with it. */
function toShape(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    const text = Buffer.from(value).toString('utf8')
    return /^[ -~]+$/.test(text) ? toShape(text) : `${value.length} bytes`
  }
  if (typeof value === 'bigint' || typeof value === 'number') return 'number'
  if (typeof value === 'string')
    return value
      .replace(/0x[0-9a-f]{40}|x0$/g, 'address')
      .replace(/[0-9a-f]{40}x0/g, 'sserdda')
      .replace(/[A-Za-z0-9_-]{43}/g, 'thumbprint')
      .replace(/^[0-9a-f]{8}$|[0-9a-f]{16,}/g, (hex) => 'h'.repeat(hex.length))
      .replace(/[0-9]+/g, '9')
  if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(toShape(one))))].sort()
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toShape(one)]))
}

const VALUES = { ...PATH_VALUES, 'lists/$list': 'l', 'developers/$project': 'p' }

test('default: every loader of the admin is measured, with the filters that read the most', () => {
  const paths = listLoaders({ values: VALUES, middle: '9-1' }).map(({ path }) => path)
  expect(new Set(paths).size).toBe(paths.length)
  expect(paths).toEqual(
    expect.arrayContaining([
      ...[
        '/app',
        '/app/gates',
        '/app/gates/1',
        '/app/lists',
        '/app/lists/l',
        '/app/orders',
        '/app/orders/export',
      ],
      ...[
        '/app/orders/5000000000000',
        '/app/orders/5000000000000/block',
        '/app/redemptions',
        '/app/customers',
      ],
      ...['/app/analytics', '/app/analytics/log', '/app/gates/history', '/app/developers/p', '/app/settings'],
      ...['/app/orders?search=nobody', '/app/orders?before=9-1', '/app/gates/1/passes'],
    ]),
  )
})

test('refuses: a route with a part that has no value', () => {
  expect(() =>
    listLoaders({ values: { ...VALUES, 'gates/$number': undefined as never }, middle: '1-1' }),
  ).toThrow('that this measurement knows no value for')
})
