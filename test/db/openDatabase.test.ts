import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../app/db/openDatabase.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'
import { startWriter } from './startWriter.ts'

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'palisade-data-'))
})
afterAll(() => rmSync(dataDir, { recursive: true }))

test('behavior: a second process is refused, and finds all stored data after the first is killed (ERR_DATABASE_LOCKED)', async () => {
  const running = await startWriter({ words: [dataDir], count: 100 })
  expect(running.told()).toBe(
    `Making the embedded database in ${dataDir}. This may take half a minute, and is done once.\n`,
  )
  try {
    await expect(openDatabase({ kind: 'pglite', dataDir })).rejects.toMatchObject({
      code: 'ERR_DATABASE_LOCKED',
      message: `The database in ${dataDir} is in use by process ${running.pid}.`,
    })
  } finally {
    const stored = await running.kill()
    const told: string[] = []
    const db = await openDatabase({ kind: 'pglite', dataDir, tell: (sentence) => told.push(sentence) })
    expect(told).toEqual([])
    expect(db.applied).toEqual([])
    const found = await db.prisma.nonce.findMany({ select: { value: true } })
    const values = new Set(found.map((nonce) => nonce.value))
    expect(stored.length).toBeGreaterThanOrEqual(100)
    expect(stored.filter((value) => !values.has(value))).toEqual([])
    await db.close()
    await db.close()
    expect(existsSync(path.join(dataDir, 'pg.lock'))).toBe(false)
  }
}, 240_000)

test('behavior: on PGlite a query beside a transaction waits and is not part of it', async () => {
  const db = await openDatabase({ kind: 'pglite', dataDir })
  const count = async () => Number((await db.hot.query('count', 'SELECT count(*) AS n FROM nonce', []))[0]?.n)
  const before = await count()
  let beside: Promise<number> | undefined
  const failed = db.prisma.$transaction(async (tx) => {
    await tx.nonce.deleteMany({})
    beside = count()
    throw new Error('undone')
  })
  await expect(failed).rejects.toThrow('undone')
  expect(await beside).toBe(before)
  await db.close()
})

test('behavior: PostgreSQL is opened by its URL and survives a lost connection', async () => {
  const server = await startPostgres()
  const db = await openDatabase({ kind: 'postgresql', url: server.url })
  const ask = async () => (await db.hot.query('one', 'SELECT 1 AS one', []))[0]
  expect(db.engine).toBe('postgresql')
  expect(await ask()).toEqual({ one: 1 })
  await db.hot.query(
    'kill',
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()',
    ['palisade'],
  )
  await expect.poll(ask).toEqual({ one: 1 })
  expect(await db.prisma.shop.count()).toBe(0)
  await db.close()
  await server.close()
})

test('refuses: a PostgreSQL that does not answer, without naming the password (ERR_DATABASE_AWAY)', async () => {
  const opening = openDatabase({
    kind: 'postgresql',
    url: 'postgresql://someone:hunter2@127.0.0.1:1/palisade',
  })
  const error: unknown = await opening.catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'ERR_DATABASE_AWAY' })
  expect(String(error)).toMatch(/PostgreSQL at DATABASE_URL does not answer: .*ECONNREFUSED/)
  expect(String(error)).not.toContain('hunter2')
})
