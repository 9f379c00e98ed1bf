import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import { Client, Pool } from 'pg'
import { type RpcFront, startRpcFront } from '../../standin/chains/startRpcFront.ts'
import type { RunningApp } from '../../standin/demo/startApp.ts'
import type { RunningDemo } from '../../standin/demo/startDemo.ts'
import { type RunningPostgres, startPostgres } from '../../standin/postgres/startPostgres.ts'
import { canMountDisk, mountSmallDisk, type SmallDisk } from '../../standin/processes/mountSmallDisk.ts'
import { type Link, startLink } from '../../standin/processes/startLink.ts'
import { type Front, startFront } from '../../standin/shopify/startFront.ts'
import { startOwnDemo } from '../openDemo.ts'
import { openShoppers, type Shoppers } from '../openShoppers.ts'
import type { Clocks } from './clocks.ts'
import type { NightDatabase } from './faultKinds.ts'

const REROUTE = new URL('../../standin/shopify/reroute.mjs', import.meta.url).href
/** Few, so that others can take them all. */
const CONNECTIONS = 60

export type Read = (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>
export type Stage = Shoppers & {
  readonly database: NightDatabase
  readonly demo: RunningDemo
  /** Two on PostgreSQL, one with the embedded database. */
  readonly servers: readonly [RunningApp, ...RunningApp[]]
  readonly postgres: RunningPostgres | null
  /** The line between the servers and PostgreSQL. */
  readonly link: Link | null
  /** The URL of PostgreSQL that goes around the line. */
  readonly databaseUrl: string | null
  readonly disk: SmallDisk | null
  readonly shopify: Front
  /** Both endpoints of Ethereum, and its second opinion. */
  readonly chain: { readonly first: readonly RpcFront[]; readonly second: RpcFront }
  readonly clocks: (Omit<Clocks, 'skip'> & Partial<Clocks>) | null
  /** Read what the database holds at one moment. With the embedded one, this is a copy of its files. */
  readonly look: <T>(run: (read: Read) => Promise<T>) => Promise<T>
  /** Sentences of servers that ended by themselves. */
  readonly deaths: readonly string[]
  readonly close: () => Promise<void>
}

/** What comes back of a shop's points each second on Shopify Plus. https://shopify.dev/docs/api/usage/limits */
const POINTS_PER_SECOND = 1_000

/** Start the shop, its chains, its database and the servers, with something between each two that can fail. */
export async function openStage({
  database,
  clocks,
}: {
  database: NightDatabase
  /** Without `skip`, clocks of the servers alone. */
  clocks: Stage['clocks']
}): Promise<Stage> {
  const closers: (() => unknown)[] = []
  const close = async () => {
    for (const stop of closers.splice(0).reverse()) await stop()
  }
  try {
    const disk = canMountDisk() ? mountSmallDisk() : null
    if (disk) closers.push(disk.close)
    const behind = database === 'postgresql' ? await openPostgres(disk, closers) : null
    const fronts: { shopify?: Front; chain?: Stage['chain'] } = {}
    const deaths: string[] = []
    const files = disk?.folder ?? mkdtempSync(path.join(tmpdir(), 'palisade-data-'))
    if (!disk) closers.push(() => rmSync(files, { recursive: true, force: true }))
    const embedded = path.join(files, 'data')
    const demo = await startOwnDemo({
      isQuiet: true,
      onDeath: (sentence) => void deaths.push(sentence),
      ...(behind && { cluster: { databaseUrl: behind.url, servers: 2 } }),
      ...(clocks && {
        command: [...clocks.command, process.execPath, '--import', REROUTE, 'build/server.js'],
      }),
      changeEnv: async (env) => {
        fronts.shopify = await startFront(String(env.STANDIN_SHOPIFY_ORIGIN))
        const open = () => startRpcFront(String(env.RPC_URL_ETHEREUM))
        const [one, two, second] = [await open(), await open(), await open()]
        fronts.chain = { first: [one, two], second }
        for (const front of [fronts.shopify, one, two, second]) closers.push(front.close)
        return {
          ...env,
          ...(behind ? {} : { DATA_DIR: embedded }),
          STANDIN_SHOPIFY_ORIGIN: fronts.shopify.origin,
          RPC_URL_ETHEREUM: `${one.url},${two.url}`,
          RPC_SECOND_OPINION_ETHEREUM: second.url,
          // As in production: a server that is told to stop answers until its balancer has noticed.
          DRAIN_SECONDS: '1',
        }
      },
    })
    closers.push(demo.close)
    // The shop sells several orders a second, so it has Shopify's plan for that.
    demo.shop.pointsPerSecond = POINTS_PER_SECOND
    const { shopify, chain } = fronts
    if (!shopify || !chain) throw new Error('Nothing stands between the app and the outside.')
    return {
      ...(await openShoppers(demo)),
      ...{
        database,
        demo,
        servers: demo.servers as Stage['servers'],
        disk,
        shopify,
        chain,
        clocks,
        deaths,
        close,
      },
      postgres: behind?.postgres ?? null,
      link: behind?.link ?? null,
      databaseUrl: behind?.direct ?? null,
      look: behind ? lookInto(behind.pool) : lookIntoCopy(path.join(embedded, 'pg')),
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Start PostgreSQL behind a line, with its tables on the small disk, if there is one. */
async function openPostgres(disk: SmallDisk | null, closers: (() => unknown)[]) {
  const postgres = await startPostgres({ durable: true, settings: [`max_connections=${CONNECTIONS}`] })
  closers.push(postgres.close)
  const direct = new URL(postgres.url)
  if (disk) {
    await makeTablesOn(disk, postgres.url)
    direct.pathname = '/night'
  }
  const link = await startLink({ host: '127.0.0.1', port: Number(direct.port) })
  closers.push(link.close)
  const url = new URL(direct)
  url.port = String(link.port)
  const pool = new Pool({ connectionString: direct.href, max: 2 })
  // The database is killed while connections are idle, or are being made: PostgreSQL may end one in the packet that opens it.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  closers.push(() => pool.end())
  return { postgres, link, pool, url: url.href, direct: direct.href }
}

async function makeTablesOn(disk: SmallDisk, url: string): Promise<void> {
  const folder = path.join(disk.folder, 'tables')
  mkdirSync(folder)
  const client = new Client({ connectionString: url })
  await client.connect()
  const [row] = (await client.query('SHOW data_directory')).rows
  const { uid, gid } = statSync(String(row.data_directory))
  chownSync(folder, uid, gid)
  await client.query(`CREATE TABLESPACE small LOCATION '${folder}'`)
  await client.query('CREATE DATABASE night TABLESPACE small')
  await client.end()
}

/** The database may be away for as long as another fault lasts. */
const LOOKS_WITHIN_MS = 60_000

function lookInto(pool: Pool): Stage['look'] {
  const look: Stage['look'] = async (run) => {
    const client = await pool.connect()
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      return await run(async (sql, values = []) => (await client.query(sql, [...values])).rows)
    } finally {
      client.release(true)
    }
  }
  return async (run) => {
    for (const until = performance.now() + LOOKS_WITHIN_MS; ; ) {
      try {
        return await look(run)
      } catch (error) {
        if (performance.now() > until) throw error
        await sleep(500)
      }
    }
  }
}

/** A copy made during a write may be torn: then another one is made. */
const COPIES = 5

function lookIntoCopy(files: string): Stage['look'] {
  return async (run) => {
    for (let attempt = 1; ; attempt++) {
      const folder = mkdtempSync(path.join(tmpdir(), 'palisade-look-'))
      try {
        // Files may come and go meanwhile.
        execFileSync('cp', ['-r', files, path.join(folder, 'pg')], { stdio: 'ignore' })
        const copy = await PGlite.create(path.join(folder, 'pg'))
        try {
          return await run(
            async (sql, values = []) => (await copy.query<Record<string, unknown>>(sql, [...values])).rows,
          )
        } finally {
          await copy.close()
        }
      } catch (error) {
        if (attempt === COPIES) throw error
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    }
  }
}
