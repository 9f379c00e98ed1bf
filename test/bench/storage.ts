import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import { fillRows } from '../db/million/fillRows.ts'
import { openSales } from '../db/million/openSales.ts'
import { sampleShop } from '../db/samples.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'
import { readFlag } from './readFlag.ts'
import { isOnce } from './rounds.ts'
import type { BenchRow } from './row.ts'
import { STORED_TABLES } from './storedTables.ts'

/** Those that a sweep empties: a year has no more of them than their days say. */
const DAYS: Partial<Record<(typeof STORED_TABLES)[number], number>> = {
  ...{ visit: 2, unlock_event: 90, unlock_wallet: 90 },
}
/** Megabytes, with indexes: for 1,000 orders, and for a year of 100,000. */
const MOST = { thousand: 7, year: 550 }
const YEAR = 100_000

type Stored = { readonly table: string; readonly rows: number; readonly megabytes: number }

/** Measure what orders leave in the database, by table, with indexes: each of one unlock and one gate with a limit. */
export async function benchStorage(): Promise<BenchRow[]> {
  const orders = readFlag('rows', isOnce ? 2_000 : 20_000)
  const server = await startPostgres()
  const db = await openPostgres({ url: server.url, migrations: findMigrations() })
  try {
    const sales = await openSales({ db, record: sampleShop() })
    const size = { rows: orders, gates: 10, lists: 1, shops: 1 }
    await fillRows({ db, sales, size })
    const stored: Stored[] = []
    for (const table of STORED_TABLES) {
      const [row] = await db.hot.query(
        `size_${table}`,
        `SELECT pg_total_relation_size('"${table}"')::float8 AS bytes, count(*)::int AS rows FROM "${table}"`,
        [],
      )
      const rows = Number(row?.rows) / orders
      stored.push({ table, rows, megabytes: (Number(row?.bytes) / orders / 1_000_000) * 1_000 })
    }
    return describe(stored)
  } finally {
    await db.close()
    await server.close()
  }
}

function describe(stored: readonly Stored[]): BenchRow[] {
  const inYear = ({ table, megabytes }: Stored) => {
    const days = DAYS[table as (typeof STORED_TABLES)[number]]
    return (megabytes * YEAR * (days === undefined ? 1 : days / 365)) / 1_000
  }
  console.log('| table | rows of an order | MB of 1,000 orders | MB of a year |')
  console.log('| --- | --- | --- | --- |')
  for (const one of stored)
    console.log(
      `| \`${one.table}\` | ${Math.round(one.rows)} | ${one.megabytes.toFixed(2)} | ${inYear(one).toFixed(0)} |`,
    )
  const sum = (read: (one: Stored) => number) => stored.reduce((all, one) => all + read(one), 0)
  const [thousand, year] = [sum((one) => one.megabytes), sum(inYear)]
  const rows = sum((one) => Math.round(one.rows))
  console.log(`| all | ${rows} | ${thousand.toFixed(2)} | ${year.toFixed(0)} |`)
  const compare = (name: string, ours: number, yardstick: number): BenchRow => {
    const ratio = ours / yardstick
    return { ...{ name, ours, yardstick, ratio }, unit: 'MB', bar: '≤ 1', holds: ratio <= 1 }
  }
  return [
    compare('stored of 1,000 orders, with indexes', thousand, MOST.thousand),
    compare('stored after a year of 100,000 orders, with indexes', year, MOST.year),
  ]
}
