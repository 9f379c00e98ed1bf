import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { findMigrations } from '../app/db/migrations/findMigrations.ts'
import { openDatabase } from '../app/db/openDatabase.ts'
import { buildApp } from '../scripts/buildApp.ts'
import { SERVER_ENV } from './openServer.ts'
import { type RunningPostgres, startPostgres } from './standin/postgres/startPostgres.ts'
import { findFreePort } from './standin/processes/findPorts.ts'
import { watchChild } from './standin/processes/watchChild.ts'

let postgres: RunningPostgres
beforeAll(async () => {
  await buildApp()
  postgres = await startPostgres()
})
afterAll(() => postgres?.close())

type Started = {
  readonly origin: string
  readonly child: ChildProcessByStdio<null, Readable, Readable>
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
  const end = () => child.kill('SIGTERM')
  return { origin: `http://127.0.0.1:${port}`, child, end, ...watchChild(child, { signal: 'SIGTERM' }) }
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

test('refuses: a wrong port and a wrong host together with the other variables (ERR_ENVIRONMENT)', async () => {
  const { exit, output } = await start({ PORT: '3000x', HOST: "'127.0.0.1'", DRAIN_SECONDS: 'long' })
  expect(await exit).toBe(1)
  for (const name of ['PORT', 'HOST', 'DRAIN_SECONDS'])
    expect(output()).toMatch(new RegExp(`^- ${name} `, 'm'))
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

test('behavior: a PALISADE_SECRET that is not the database’s is told at start, and the server serves', async () => {
  const DATA_DIR = path.join(makeFolder(), 'data')
  const first = await start({ DATA_DIR })
  // It makes an embedded database, which takes half a minute on a machine that is busy.
  await expect.poll(first.output, { timeout: 120_000 }).toContain('listens on')
  // The first question makes the key that signs access tokens.
  expect((await fetch(`${first.origin}/api/v1/.well-known/jwks.json`)).status).toBe(200)
  first.end()
  await first.exit
  expect(first.output()).not.toContain('PALISADE_SECRET')
  const second = await start({ DATA_DIR, PALISADE_SECRET: 's'.repeat(32) })
  await expect.poll(second.output).toContain('listens on')
  expect(second.output()).toContain('PALISADE_SECRET cannot decrypt 1 of 1 stored secrets.')
  second.end()
  await second.exit
})

test('behavior: a database that is down at start is told and waited for; then the server serves (ERR_DATABASE_AWAY)', async () => {
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

/** Start a server that is ready. */
async function startReady(env: Readonly<Record<string, string>> = {}): Promise<Started> {
  const started = await start({ DATABASE_URL: postgres.url, ...env })
  await expect.poll(started.output).toContain('listens on')
  return started
}
const askAlive = async (origin: string) => (await fetch(`${origin}/healthz`)).status

test('behavior: a reader of the log that goes away does not end the server', async () => {
  const { origin, child, exit, end } = await startReady({ LOG_LEVEL: 'debug', DRAIN_SECONDS: '0' })
  child.stdout.destroy()
  child.stderr.destroy()
  // Each is a line that nobody can read.
  for (let i = 0; i < 5; i++) expect((await fetch(`${origin}/nothing/${i}`)).status).toBe(404)
  expect(await askAlive(origin)).toBe(200)
  end()
  expect(await exit).toBe(0)
})

test('behavior: a second signal does not cut off what the first lets finish', async () => {
  const { origin, child, exit, end } = await startReady({ DRAIN_SECONDS: '1.5' })
  end()
  await expect.poll(async () => (await fetch(`${origin}/readyz`)).status).toBe(503)
  end()
  child.kill('SIGINT')
  expect(await askAlive(origin)).toBe(200)
  expect(await exit).toBe(0)
})

test('behavior: SIGHUP does not end a server whose log goes into a pipe or a file', async () => {
  const { origin, child, exit, end } = await startReady({ DRAIN_SECONDS: '0' })
  child.kill('SIGHUP')
  expect(await askAlive(origin)).toBe(200)
  end()
  expect(await exit).toBe(0)
})

test('behavior: a terminal that is closed stops its server as Ctrl-C does', async () => {
  const port = await findFreePort('127.0.0.1')
  const variables = { ...SERVER_ENV, PORT: String(port), DATABASE_URL: postgres.url }
  const server = `${process.execPath} build/server.js; echo "ended with $?"`
  const child = spawn('script', ['--quiet', '--command', server, '/dev/null'], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', SHELL: '/bin/sh', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { output } = watchChild(child)
  await expect.poll(output).toContain('listens on')
  const [shell = ''] = listChildren(child.pid ?? 0)
  const [node = ''] = listChildren(Number(shell))
  process.kill(Number(node), 'SIGHUP')
  await expect.poll(output).toContain('ended with 0')
})

function listChildren(pid: number): string[] {
  return execFileSync('ps', ['--ppid', String(pid), '-o', 'pid='], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
}

test('behavior: a collector of traces that takes nothing delays neither requests nor the stop', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  await new Promise((resolve) => silent.once('listening', resolve))
  onTestFinished(() => void silent.close())
  const { port } = silent.address() as { port: number }
  for (const collector of [port, 1]) {
    const { origin, exit, end, output } = await startReady({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector}`,
      DRAIN_SECONDS: '0',
    })
    for (let i = 0; i < 50; i++) expect((await fetch(`${origin}/nothing/${i}`)).status).toBe(404)
    const startedAt = performance.now()
    end()
    expect(await exit).toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(6_000)
    expect(output()).not.toMatch(/\n\s+at /)
  }
})
