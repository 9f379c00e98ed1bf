import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openDatabase } from '../../app/db/openDatabase.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import { type RunningPostgres, startPostgres } from '../standin/postgres/startPostgres.ts'
import { engines, type RunningEngine } from './engines.ts'

const keeper = fileURLToPath(new URL('./lock/keepLock.ts', import.meta.url))

const turn = () => new Promise((resolve) => setTimeout(resolve, 20))

/** Make calls that record how many of them ran at the same time. */
function makeWork() {
  const seen = { now: 0, most: 0, done: 0 }
  const run = async () => {
    seen.now += 1
    seen.most = Math.max(seen.most, seen.now)
    await turn()
    seen.now -= 1
    seen.done += 1
    return seen.done
  }
  return { seen, run }
}

/** Start a process that keeps the lock `key` for ever; resolves once it has it. */
async function startKeeper({ url, quietMs }: { url: string; quietMs: number }) {
  const child = spawn(process.execPath, ['--import', 'tsx', keeper, url, String(quietMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [word] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  expect(String(word)).toBe('locked\n')
  return child
}

describe.each(engines)('alone on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default: callers with one key run one after the other, and each gets its own result', async () => {
    const { seen, run } = makeWork()
    const answers = await Promise.all(Array.from({ length: 8 }, () => db.alone('one', run)))
    expect(answers).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(seen.most).toBe(1)
  })

  test('behavior: callers with different keys do not wait for each other, and the database answers meanwhile', async () => {
    let [begun, meet] = [0, () => {}]
    // The first call waits until a second one has arrived.
    const met = new Promise<void>((resolve) => {
      meet = resolve
    })
    const ask = (i: number) =>
      db.alone(`key ${i}`, async () => {
        await db.hot.query('alone_test', 'SELECT 1', [])
        begun += 1
        if (begun === 2) meet()
        await met
      })
    await Promise.all(Array.from({ length: 30 }, (_, i) => ask(i)))
    expect(begun).toBe(30)
  })

  test('behavior: a call that fails does not block the next one', async () => {
    const failing = db.alone('two', () => Promise.reject(new Error('no')))
    const next = db.alone('two', async () => 'yes')
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe('yes')
  })
})

describe.runIf(engines.some(({ name }) => name === 'PostgreSQL'))('alone among processes', () => {
  let server: RunningPostgres
  const open = () => openDatabase({ kind: 'postgresql', url: server.url })
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.close())

  test('behavior: two processes that share a PostgreSQL run one after the other', async () => {
    const [one, other] = [await open(), await open()]
    const { seen, run } = makeWork()
    await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? one : other).alone('key', run)))
    expect(seen).toEqual({ now: 0, most: 1, done: 10 })
    await Promise.all([one.close(), other.close()])
  })

  test('refuses: a lock that another process keeps, tells why, and gets it afterwards (ERR_DATABASE_AWAY)', async () => {
    const warnings: string[] = []
    const warn = (sentence: string) => void warnings.push(sentence)
    const one = await open()
    const other = await openPostgres({ url: server.url, migrations: findMigrations(), lockWaitMs: 50, warn })
    let [begin, thaw] = [() => {}, () => {}]
    const isBegun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const isThawed = new Promise<void>((resolve) => {
      thaw = resolve
    })
    const kept = one.alone('key', () => {
      begin()
      return isThawed
    })
    await isBegun
    const next = () => other.alone('key', async () => 'next')
    await expect(next()).rejects.toMatchObject({
      code: 'ERR_DATABASE_AWAY',
      message: 'Somebody keeps what this server needs of its database.',
    })
    expect(warnings).toEqual([expect.stringContaining('Somebody kept a lock of the database for so long')])
    thaw()
    await kept
    expect(await next()).toBe('next')
    await Promise.all([one.close(), other.close()])
  })

  test('behavior: a process that works keeps its lock, however long, and a frozen one loses it', async () => {
    const quiet = { url: server.url, migrations: findMigrations(), lockQuietMs: 1_000 }
    const [one, other] = [await openPostgres(quiet), await openPostgres(quiet)]
    const { seen, run } = makeWork()
    let waiting: Promise<number> | undefined
    const working = one.alone('key', async () => {
      waiting = other.alone('key', run)
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      return run()
    })
    expect([await working, await waiting]).toEqual([1, 2])
    expect(seen.most).toBe(1)
    const frozen = await startKeeper({ url: server.url, quietMs: 1_000 })
    frozen.kill('SIGSTOP')
    expect(await other.alone('key', async () => 'next')).toBe('next')
    await Promise.all([one.close(), other.close()])
  })

  test('behavior: nobody waits for a process that has died', async () => {
    const [one, other] = [await open(), await open()]
    let begun = () => {}
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve
    })
    const gone = one.alone('key', () => {
      begun()
      return new Promise<never>(() => {})
    })
    gone.catch(() => undefined)
    await isBegun
    const next = other.alone('key', async () => 'next')
    // When a process dies, its connections end.
    await other.hot.query(
      'end_locks',
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'palisade locks' AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)",
      [],
    )
    expect(await next).toBe('next')
    await other.close()
  })
})
