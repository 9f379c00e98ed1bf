import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Pool } from 'pg'
import type { SolanaAddress } from '../../app/core/chain/types.ts'
import type { ListRead } from '../../app/core/requirement/reads.ts'
import type { Database, HotValue } from '../../app/db/database.ts'
import { FIND_ENTRIES_SQL } from '../../app/db/lists.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openAttachedPGlite } from '../../app/db/openAttachedPGlite.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import { openPGliteInMemory } from '../standin/postgres/openPGliteInMemory.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'
import { compare, median } from './compare.ts'
import { type BenchShop, openBenchShop } from './lists/importLines.ts'
import { sampleLine, sampleLines } from './lists/sampleLines.ts'
import { countRounds } from './rounds.ts'
import type { BenchRow } from './row.ts'

const size = 100_000
const rounds = 3
const importBar = 3
const lookUpBar = 1.5
const memoryBar = 64
const run = promisify(execFile)

/** The driver without our adapter. */
type Bare = (sql: string, params: readonly HotValue[]) => Promise<readonly unknown[]>

/**
 * Measure imports into and look-ups in a list of 100,000 addresses against the bare statements, and the memory of an
 * import.
 */
export async function benchLists(): Promise<BenchRow[]> {
  return [...(await onPGlite()), ...(await onPostgres())]
}

async function onPGlite(): Promise<BenchRow[]> {
  const pglite = await openPGliteInMemory()
  const db = await openAttachedPGlite({ pglite, migrations: findMigrations(), end: () => pglite.close() })
  try {
    const bare: Bare = async (sql, params) => (await pglite.query(sql, [...params])).rows
    return await measure({ engine: 'PGlite', db, bare })
  } finally {
    await db.close()
  }
}

async function onPostgres(): Promise<BenchRow[]> {
  const server = await startPostgres()
  const db = await openPostgres({ url: server.url, migrations: findMigrations() })
  const pool = new Pool({ connectionString: server.url })
  try {
    const bare: Bare = async (text, values) =>
      (await pool.query({ name: `bare ${text.length}`, text, values: [...values] })).rows
    const rows = await measure({ engine: 'PostgreSQL without fsync', db, bare })
    return [...rows, await measureMemory(server.url)]
  } finally {
    await pool.end()
    await db.close()
    await server.close()
  }
}

type MeasureParameters = { readonly engine: string; readonly db: Database; readonly bare: Bare }

async function measure({ engine, db, bare }: MeasureParameters): Promise<BenchRow[]> {
  const shop = await openBenchShop({ db })
  const lines = sampleLines({ firstLine: 1, count: size })
  const listId = await shop.makeList()
  await shop.importLines({
    listId,
    count: size,
    read: ({ firstLine, count }) => lines.slice(firstLine - 1, firstLine - 1 + count),
  })
  return [
    await raceImports({ engine, db, bare, shop, lines, listId }),
    await raceLookUps({ engine, db, bare, shop, listId }),
  ]
}

async function raceImports(
  parameters: MeasureParameters & {
    readonly shop: BenchShop
    readonly lines: readonly string[]
    /** A list that already has these lines; the bare statement inserts its rows. */
    readonly listId: string
  },
): Promise<BenchRow> {
  const { engine, db, bare, shop, lines, listId } = parameters
  const rows = await bare(
    `SELECT encode(hash, 'hex') AS hash FROM list_entry WHERE list_id = $1 ORDER BY random()`,
    [listId],
  )
  const hashes = rows.map((row) => String((row as { hash: unknown }).hash))
  if (hashes.length !== size) throw new Error('The list is incomplete.')
  const ours = async (id: string) =>
    shop.importLines({
      listId: id,
      count: size,
      read: ({ firstLine, count }) => lines.slice(firstLine - 1, firstLine - 1 + count),
    })
  const yardstick = async (id: string) => {
    await bare(
      `INSERT INTO list_entry (list_id, version, hash)
        SELECT $1::uuid, 1, decode(given.hash, 'hex') FROM unnest($2::text[]) AS given(hash)`,
      [id, hashes],
    )
  }
  const [times, bareTimes, ratios]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < countRounds(rounds); round++) {
    const taken = new Map<unknown, number>()
    for (const contender of round % 2 === 0 ? [ours, yardstick] : [yardstick, ours]) {
      const id = await shop.makeList()
      const started = performance.now()
      await contender(id)
      taken.set(contender, performance.now() - started)
      // Both start with the same tables.
      await db.prisma.list.delete({ where: { id } })
    }
    const [mine = 0, bares = Number.NaN] = [taken.get(ours), taken.get(yardstick)]
    times.push(mine)
    bareTimes.push(bares)
    ratios.push(mine / bares)
  }
  const ratio = median(ratios)
  return {
    name: `list of 100,000: import, ${engine}`,
    ours: median(times),
    yardstick: median(bareTimes),
    unit: 'ms',
    ratio,
    bar: `≤ ${importBar}`,
    holds: ratio <= importBar,
  }
}

async function raceLookUps(
  parameters: MeasureParameters & { readonly shop: BenchShop; readonly listId: string },
): Promise<BenchRow> {
  const { engine, db, bare, shop, listId } = parameters
  // The reads of a gate for a visit with three wallets: one is on the list, two are not.
  const addresses = [3, size + 3, size + 6].map((number) => sampleLine(number).split(',')[0] ?? '')
  const reads: ListRead[] = addresses.map((address) => ({
    kind: 'list',
    listId,
    address: address as SolanaAddress,
  }))
  const { shopId, ctx } = shop
  const found = await ctx.lists.contain({ shopId, reads })
  if (found.join() !== 'true,false,false') throw new Error('A look-up is wrong.')
  const params = await captureParams({ db, shop, reads })
  const comparison = await compare({
    contenders: {
      ours: () => ctx.lists.contain({ shopId, reads }),
      bare: () => bare(FIND_ENTRIES_SQL, params),
    },
    sliceMs: 60,
  })
  const ratio = comparison.ratio('ours', 'bare')
  return {
    name: `list of 100,000: look-up of three wallets, ${engine}`,
    ours: comparison.microseconds('ours'),
    yardstick: comparison.microseconds('bare'),
    unit: 'µs',
    ratio,
    bar: `≤ ${lookUpBar}`,
    holds: ratio <= lookUpBar,
  }
}

/** Capture the values that our adapter passes to the statement, so that the driver gets the same. */
async function captureParams(parameters: {
  db: Database
  shop: BenchShop
  reads: readonly ListRead[]
}): Promise<readonly HotValue[]> {
  const { db, shop, reads } = parameters
  const { shopId } = shop
  const captured: (readonly HotValue[])[] = []
  const spied = await openBenchShop({
    db: {
      ...db,
      hot: {
        query: (name, sql, params) => {
          if (sql === FIND_ENTRIES_SQL) captured.push(params)
          return db.hot.query(name, sql, params)
        },
      },
    },
  })
  await spied.ctx.lists.contain({ shopId, reads })
  const [params] = captured
  if (!params) throw new Error('The look-up ran no statement.')
  return params
}

async function measureMemory(url: string): Promise<BenchRow> {
  const script = fileURLToPath(new URL('lists/reportMemory.ts', import.meta.url))
  const report = async (count: number) => {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', script, url, String(count)])
    return Number(stdout.trim().split('\n').at(-1)) / 2 ** 20
  }
  const [large, small]: [number[], number[]] = [[], []]
  for (let round = 0; round < countRounds(3); round++) {
    small.push(await report(1_000))
    large.push(await report(size))
  }
  const above = median(large) - median(small)
  return {
    name: 'list of 100,000: most memory above that of 1,000',
    ours: above,
    yardstick: memoryBar,
    unit: 'MiB',
    ratio: above / memoryBar,
    bar: '≤ 1',
    holds: above <= memoryBar,
  }
}
