import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { findMigrations } from '../app/db/migrations/findMigrations.ts'
import { openDatabase } from '../app/db/openDatabase.ts'
import { buildApp } from '../scripts/buildApp.ts'
import { SERVER_ENV } from './openServer.ts'
import { startPostgres } from './standin/postgres/startPostgres.ts'
import { endWithThis } from './standin/processes/endWithThis.ts'
import { findFreePort } from './standin/processes/findPorts.ts'

beforeAll(() => buildApp())

type Started = {
  readonly origin: string
  readonly output: () => string
  readonly exit: Promise<number | null>
  readonly end: () => void
}

/** Start the built server, whether it succeeds or not. */
async function start(env: Readonly<Record<string, string>>): Promise<Started> {
  const port = env.PORT ?? String(await findFreePort('127.0.0.1'))
  const child = spawn(process.execPath, ['build/server.js'], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...SERVER_ENV, PORT: port, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const letBe = endWithThis(child.pid)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      output += part
    })
  }
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await exit
    letBe()
  })
  return { origin: `http://127.0.0.1:${port}`, output: () => output, exit, end: () => child.kill('SIGTERM') }
}

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-start-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('refuses: every wrong variable at once, before it opens anything (ERR_ENVIRONMENT)', async () => {
  const dataDir = path.join(makeFolder(), 'data')
  const wrong = {
    SHOPIFY_API_KEY: '',
    PALISADE_SECRET: 'hunter2',
    DATABASE_POOL: '0',
    DATABASE_URL: 'postgres://x/y',
  }
  const { exit, output } = await start({ ...wrong, RPC_URL_BASE: 'base.example', DATA_DIR: dataDir })
  expect(await exit).toBe(1)
  for (const name of ['SHOPIFY_API_KEY', 'PALISADE_SECRET', 'DATABASE_POOL', 'RPC_URL_BASE'])
    expect(output()).toMatch(new RegExp(`^- ${name} .*\\.$`, 'm'))
  expect(output()).toMatch(/^Set them and start again\./m)
  expect(output()).not.toMatch(/hunter2|base\.example|\n\s+at /)
  expect(existsSync(dataDir)).toBe(false)
})

test('refuses: a port that is in use, and leaves the database alone', async () => {
  const dataDir = path.join(makeFolder(), 'data')
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  onTestFinished(() => void other.close())
  const { port } = other.address() as { port: number }
  const { exit, output } = await start({ PORT: String(port), DATA_DIR: dataDir })
  expect(await exit).toBe(1)
  expect(output()).toContain(`Port ${port} is in use. Set PORT to another one`)
  expect(existsSync(dataDir)).toBe(false)
})

test('refuses: an address that this machine does not have', async () => {
  const { exit, output } = await start({ HOST: '192.0.2.1', DATA_DIR: makeFolder() })
  expect(await exit).toBe(1)
  expect(output()).toContain('This machine does not have the address 192.0.2.1.')
})

test('refuses: a database that is newer than itself, and leaves it as it is (ERR_DATABASE_NEWER)', async () => {
  const dataDir = makeFolder()
  const newer = {
    name: '99991231235959_newer',
    sql: 'CREATE TABLE newer (id INT);',
    checksum: '0'.repeat(64),
  }
  const migrations = [...findMigrations(), newer]
  await (await openDatabase({ kind: 'pglite', dataDir, migrations })).close()
  const { exit, output } = await start({ DATA_DIR: dataDir })
  expect(await exit).toBe(1)
  expect(output()).toContain(
    'The database has the migration 99991231235959_newer, which this version does not know. Nothing was changed. Start the newer version',
  )
  const db = await openDatabase({ kind: 'pglite', dataDir, migrations })
  onTestFinished(() => db.close())
  expect(db.applied).toEqual([])
})

test('behavior: a database that is down at start is told and waited for; then the server serves (ERR_DATABASE_AWAY)', async () => {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.close())
  await postgres.kill()
  const { origin, output } = await start({ DATABASE_URL: postgres.url })
  await expect
    .poll(output)
    .toMatch(/PostgreSQL at DATABASE_URL does not answer: .*ECONNREFUSED.* The server tries again in 1 s\./)
  const ready = await fetch(`${origin}/readyz`)
  expect([ready.status, ready.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await ready.json()).toMatchObject({ code: 'ERR_DATABASE_AWAY' })
  expect((await fetch(`${origin}/healthz`)).status).toBe(200)
  await postgres.start()
  await expect.poll(output).toContain('listens on')
  expect((await fetch(`${origin}/api/v1/openapi.json`)).status).toBe(200)
})

test('behavior: SIGTERM ends a server that waits for its database', async () => {
  const port = await findFreePort('127.0.0.1')
  const { exit, output, end } = await start({ DATABASE_URL: `postgresql://nobody@127.0.0.1:${port}/none` })
  await expect.poll(output).toContain('tries again')
  end()
  expect(await exit).toBe(0)
})
