import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startAnvil } from './standin/chains/startAnvil.ts'
import { startPostgres } from './standin/postgres/startPostgres.ts'
import { findFreePort } from './standin/processes/findPorts.ts'
import { installNode } from './standin/processes/installNode.ts'
import { watchChild } from './standin/processes/watchChild.ts'

/*
 * The settings of a managed platform, followed as docs/hosting.md gives them: a fresh checkout is built, migrated and
 * started by the page's own commands and variables. Only what stands for a person's own value is filled in.
 */
const run = promisify(execFile)
/** Every row of the page's table, and the form of its value. */
const ROWS = {
  Node: /^(\d+)$/,
  'build command': /^`(.+)`$/,
  'command before a release, optional': /^`(.+)`$/,
  'start command': /^`([\w ./-]+)`$/,
  'path of the health check': /^`(\/\w+)`$/,
  'seconds between SIGTERM and SIGKILL': /^(\d+)$/,
  instances: /^(1 or more), never put to sleep$/,
} as const
type Setting = keyof typeof ROWS

const settings = new Map<string, string>()
const closers: (() => unknown)[] = []
let folder: string
let section: string
/** What a platform gives to a process: a PATH with the page's Node, and the page's variables. */
let env: NodeJS.ProcessEnv

beforeAll(async () => {
  section =
    /\n## A managed platform\n([\s\S]*?)\n## /.exec(await readFile('docs/hosting.md', 'utf8'))?.[1] ?? ''
  for (const [, name = '', value = ''] of section.matchAll(/^\| (?!setting|---)(.+?) \| (.+) \|$/gm))
    settings.set(name, value)
  const postgres = await startPostgres()
  closers.push(postgres.close)
  const anvil = await startAnvil({ chainId: 1, host: '127.0.0.1', onDeath: console.error })
  closers.push(anvil.close)
  folder = await mkdtemp(path.join(tmpdir(), 'palisade-platform-'))
  closers.push(() => rm(folder, { recursive: true, force: true }))
  const own = { DATABASE_URL: postgres.url, RPC_URL_ETHEREUM: anvil.rpcUrl }
  const PATH = `${await installNode(settingOf('Node'))}:${process.env.PATH}`
  env = { PATH, NODE_ENV: 'production', ...readVariables(own) }
  await copyCheckout()
  // A platform may build in production mode, and has no variables of npm or of this test.
  const outer = Object.entries(process.env).filter(([name]) => !/^(?:npm_|VITEST|TEST)/.test(name))
  const building: NodeJS.ProcessEnv = { ...Object.fromEntries(outer), PATH, NODE_ENV: 'production' }
  await run('sh', ['-c', settingOf('build command')], { cwd: folder, env: building, maxBuffer: 1e8 })
}, 900_000)
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** The value of a row. @throws Error if the page has no such row, or a value of another form */
function settingOf(name: Setting): string {
  const value = ROWS[name].exec(settings.get(name) ?? '')?.[1]
  if (value === undefined) throw new Error(`docs/hosting.md has no usable "${name}": ${settings.get(name)}.`)
  return value
}

/** The page's variables. What the page describes in words is made as it says; `own` are addresses of this test. */
function readVariables(own: Readonly<Record<string, string>>): Record<string, string> {
  const [, block = ''] = /```\n([\s\S]*?)```/.exec(section) ?? []
  const lines = [...block.matchAll(/^([A-Z_]+)=(.*)$/gm)]
  const fill = (name: string, value: string) => {
    const [, command] = /^the output of: (.*)$/.exec(value) ?? []
    if (command) return execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trim()
    return own[name] ?? value.replaceAll(' ', '-')
  }
  const filled = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, fill(name, value)]))
  const unnamed = Object.keys(own).filter((name) => !(name in filled))
  if (unnamed.length > 0) throw new Error(`docs/hosting.md does not name ${unnamed.join(', ')}.`)
  return filled
}

/** Copy what git knows, as a platform clones it; with changes that are not committed yet. */
async function copyCheckout(): Promise<void> {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  for (const file of listed.toString().split('\0').filter(Boolean))
    await cp(file, path.join(folder, file), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      // Deleted, and not committed yet.
      if (error.code !== 'ENOENT') throw error
    })
}

/** Start an instance as a platform does, on the port that the platform chose, if any. */
function start(port?: number) {
  const [program = '', ...words] = settingOf('start command').split(' ')
  const child = spawn(program, words, {
    cwd: folder,
    env: { ...env, ...(port && { PORT: String(port) }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { child, ...watchChild(child) }
}

/** The address by which a platform reaches an instance: not the one of a server that listens for itself alone. */
const originOf = (port: number) => `http://127.0.0.2:${port}`

async function startHealthy() {
  const port = await findFreePort('0.0.0.0')
  const instance = start(port)
  const health = originOf(port) + settingOf('path of the health check')
  const ask = () =>
    fetch(health).then(
      ({ status }) => status,
      () => 0,
    )
  await expect.poll(ask).toBe(200)
  await expect.poll(instance.output).toContain('listens on')
  return { ...instance, port, origin: originOf(port) }
}

describe('the settings of a managed platform in docs/hosting.md', () => {
  test('default: each row of the table is followed here', () => {
    expect([...settings.keys()]).toEqual(Object.keys(ROWS))
  })

  test('behavior: the command before a release migrates, and is done when it is run again', async () => {
    const migrate = () =>
      run('sh', ['-c', settingOf('command before a release, optional')], { cwd: folder, env })
    expect((await migrate()).stdout).toMatch(/^Applied to PostgreSQL at DATABASE_URL: \d{14}_/)
    expect((await migrate()).stdout).toBe('Nothing to do: PostgreSQL at DATABASE_URL is up to date.\n')
  })

  test('behavior: two instances share the database, are healthy at the page’s path and ready, and serve', async () => {
    const both = [await startHealthy(), await startHealthy()]
    for (const { origin, output } of both) {
      await expect
        .poll(async () => (await fetch(`${origin}/readyz`)).json())
        .toMatchObject({ status: 'ready', checks: { database: 'ok' } })
      const described = (await (await fetch(`${origin}/api/v1/openapi.json`)).json()) as { servers: unknown }
      expect(JSON.stringify(described.servers)).toContain(env.SHOPIFY_APP_URL)
      // No native part is missing, and the log is for machines.
      expect(output()).not.toContain('"severity":"warn"')
      expect(output()).toContain('"severity":"info"')
    }
    const [one, other] = await Promise.all(
      both.map(async ({ origin }) => (await fetch(`${origin}/api/v1/.well-known/jwks.json`)).text()),
    )
    expect(one).toBe(other)
  })

  test('behavior: without PORT the server listens where the page says', async () => {
    const [, port] = /Most platforms set `PORT` themselves\. Otherwise it is (\d+)\./.exec(section) ?? []
    // The port may be in use on this machine, and is from here on: a server that wants it says so.
    const taken = createServer()
    await Promise.race([
      once(taken.listen(Number(port), '0.0.0.0'), 'listening'),
      once(taken, 'error'),
    ]).catch(() => {})
    onTestFinished(() => void taken.close())
    const { exit, output } = start()
    expect(await exit).toBe(1)
    expect(output()).toContain(`Port ${port} is in use.`)
  })

  test('behavior: a stop ends before the platform kills, though a request hangs', async () => {
    const { child, exit, port } = await startHealthy()
    const socket = connect(port, '127.0.0.2')
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {})
    // The server waits for the rest of the body.
    socket.write('POST /webhooks/shop/update HTTP/1.1\r\nhost: app.example\r\ncontent-length: 9\r\n\r\n{')
    await once(socket, 'connect')
    const began = performance.now()
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
    const seconds = (performance.now() - began) / 1000
    console.log(`The stop took ${seconds.toFixed(1)} s.`)
    // It took longer than an idle server, which only drains.
    expect(seconds).toBeGreaterThan(5)
    expect(seconds).toBeLessThan(Number(settingOf('seconds between SIGTERM and SIGKILL')))
  })
})
