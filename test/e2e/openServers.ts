import { Pool } from 'pg'
import type { RunningApp } from '../standin/demo/startApp.ts'
import type { RunningDemo, StartDemoParameters } from '../standin/demo/startDemo.ts'
import { type RunningPostgres, startPostgres } from '../standin/postgres/startPostgres.ts'
import { startOwnDemo } from './openDemo.ts'
import { openShoppers, type Shoppers } from './openShoppers.ts'

export type RunningServers = Shoppers & {
  readonly demo: RunningDemo
  readonly a: RunningApp
  readonly b: RunningApp
  /** The database that both share. */
  readonly postgres: RunningPostgres
  /** Query the database that both share. */
  readonly read: (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>
  readonly close: () => Promise<void>
}

/**
 * Start two production servers on one PostgreSQL behind a balancer, with the stand-in, and fifty wallets that hold a
 * coin.
 */
export async function openServers({
  durable = false,
  changeEnv,
}: {
  /** The database is durable: a kill loses no commit. */
  durable?: boolean
  changeEnv?: StartDemoParameters['changeEnv']
} = {}): Promise<RunningServers> {
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const stop of closers.splice(0).reverse()) await stop()
  }
  try {
    const postgres = await startPostgres({ durable })
    closers.push(postgres.close)
    const demo = await startOwnDemo({
      cluster: { databaseUrl: postgres.url, servers: 2 },
      ...(changeEnv && { changeEnv }),
    })
    closers.push(demo.close)
    const pool = new Pool({ connectionString: postgres.url, max: 1 })
    // A test may kill the database while connections are idle.
    pool.on('error', () => undefined)
    closers.push(() => pool.end())
    const [a, b] = demo.servers
    if (!a || !b) throw new Error('There are not two servers.')
    const shoppers = await openShoppers(demo)
    return {
      ...shoppers,
      demo,
      a,
      b,
      postgres,
      read: async (sql, values = []) => (await pool.query(sql, [...values])).rows,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
