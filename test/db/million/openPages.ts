import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Pool } from 'pg'
import { CARD_SHAPE } from '../../../app/core/gate/formatGateCard.ts'
import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../../app/db/openPostgres.ts'
import { copyShops } from '../../standin/demo/shops.ts'
import { type RunningApp, startApp } from '../../standin/demo/startApp.ts'
import { startDemo } from '../../standin/demo/startDemo.ts'
import { startPostgres } from '../../standin/postgres/startPostgres.ts'
import { findFreePort } from '../../standin/processes/findPorts.ts'
import { createDatabase } from '../createDatabase.ts'
import { TEST_SECRET } from '../makeStores.ts'
import { NONE_REFUSED } from '../samples.ts'
import { fillRows, type Size } from './fillRows.ts'
import { openSales, type Sales } from './openSales.ts'

/** A size of database, and a built server on it. */
export type Side = {
  readonly size: Size
  readonly databaseUrl: string
  readonly sales: Sales
  readonly gate: Awaited<ReturnType<typeof fillRows>>
  readonly serve: () => Promise<RunningApp>
  /** Ask for a page as a merchant's browser does; the whole answer. */
  readonly request: (path: string) => Promise<{ status: number; bytes: number }>
  readonly close: () => Promise<unknown>
}

/** As on a server that holds as much: else the database is filled and read through a small cache. */
const SETTINGS = [
  'shared_buffers=1GB',
  'maintenance_work_mem=256MB',
  'max_wal_size=8GB',
  'checkpoint_timeout=1h',
]

/** Tables that are filled at the same time. */
const WRITERS = 3

/**
 * Install a shop at the stand-in Shopify, and fill a database for each size with its past. Servers are the built app; they
 * run once they are asked to serve.
 */
export async function openSides({
  sizes,
  say,
}: {
  sizes: readonly Size[]
  say: (sentence: string) => void
}): Promise<{ sides: Side[]; close: () => Promise<void> }> {
  const closers: (() => unknown)[] = []
  const close = async () => {
    for (const stop of closers.reverse()) await stop()
  }
  try {
    const server = await startPostgres({ settings: SETTINGS })
    closers.push(server.close)
    const first = await createDatabase({ url: server.url })
    const dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-million-'))
    closers.push(() => rm(dataDir, { recursive: true, force: true }))
    let env: Readonly<Record<string, string>> = {}
    const demo = await startDemo({
      ...{ host: '127.0.0.1', port: 0, dataDir, say: () => {}, onDeath: say },
      cluster: { databaseUrl: first.url, servers: 1 },
      changeEnv: async (given) => {
        env = { ...given, PALISADE_SECRET: TEST_SECRET }
        return env
      },
    })
    closers.push(demo.close)
    const { harbor } = copyShops(demo.shopify.state.shops.size)
    await demo.shopify.addShop(harbor)
    // The app installs itself when a merchant opens it first.
    const opened = await demo.requestAdmin({ path: '/app.data', shop: harbor.myshopifyDomain })
    if (!opened.ok) throw new Error(`The app answered ${opened.status}: ${await opened.text()}`)
    await opened.text()
    await demo.app.stop('SIGTERM')
    const sides: Side[] = []
    for (const size of sizes) {
      say(`Filling a database with ${size.rows} of everything, ${size.gates} gates, ${size.shops} shops …`)
      const started = performance.now()
      const { url } = await createDatabase({ url: server.url, template: first.name })
      const filled = await fillSide({ url, size, shopId: BigInt(harbor.id) })
      closers.push(filled.db.close)
      const seconds = (performance.now() - started) / 1_000
      say(`Filled in ${seconds.toFixed(0)} s: ${(filled.bytes / 1_000_000).toFixed(0)} MB on disk.`)
      let app: RunningApp | undefined
      sides.push({
        ...{ size, databaseUrl: url, sales: filled.sales, gate: filled.gate },
        serve: async () => {
          const port = await findFreePort('127.0.0.1')
          app = await startApp({ host: '127.0.0.1', port, env: { ...env, DATABASE_URL: url }, onDeath: say })
          closers.push(app.close)
          return app
        },
        request: async (asked) => {
          if (!app) throw new Error('This side is not served.')
          const answer = await demo.requestAdmin({ path: asked, shop: harbor.myshopifyDomain, server: app })
          return { status: answer.status, bytes: (await answer.text()).length }
        },
        close: async () => app?.close(),
      })
    }
    return { sides, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function fillSide({ url, size, shopId }: { url: string; size: Size; shopId: bigint }) {
  const db = await openPostgres({ url, migrations: findMigrations() })
  const shop = await db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } })
  const { myshopifyDomain, primaryDomain, ianaTimezone, currencyCode, domains } = shop
  const record = {
    ...{ id: shop.id as never, myshopifyDomain, primaryDomain, ianaTimezone, currencyCode, domains },
    ...{ savedAt: Number(shop.savedAt), refused: NONE_REFUSED },
  }
  const sales = await openSales({ db, record })
  // The copies name shops and gates that are there: looking each up takes longer than writing it.
  const options = '-c session_replication_role=replica'
  const pool = new Pool({ connectionString: url, max: WRITERS, options })
  const run = async (sql: string, values: readonly unknown[] = []) =>
    (await pool.query(sql, [...values])).rows
  const gate = await fillRows({ db, sales, size, run, isFast: true })
  const [measured] = await run('SELECT pg_database_size(current_database())::float8 AS bytes')
  await pool.end()
  // As after a publication: else the hourly job would publish every gate.
  await db.hot.query(
    'published',
    `UPDATE gate SET published = true, card_shape = ${CARD_SHAPE}, written_product_ids = ARRAY[8100 + number]`,
    [],
  )
  return { db, sales, gate, bytes: Number(measured?.bytes) }
}
