import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { endWithThis } from '../processes/endWithThis.ts'
import { findFreePort } from '../processes/findPorts.ts'

export type PoolMode = 'session' | 'transaction'
export type RunningPgbouncer = {
  /** The URL of the same database through the pooler. */
  readonly toPooled: (url: string) => string
  readonly close: () => Promise<void>
}

const PROGRAMS = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer']

/** Find the program; null when it is not installed. */
export function findPgbouncer(): string | null {
  return PROGRAMS.find((file) => existsSync(file)) ?? null
}

/** Start a PgBouncer in front of a PostgreSQL of this machine, for each of its databases. */
export async function startPgbouncer({
  url,
  mode,
}: {
  readonly url: string
  readonly mode: PoolMode
}): Promise<RunningPgbouncer> {
  const program = findPgbouncer()
  if (program === null)
    throw new Error('PgBouncer is not installed: install it (Debian: apt-get install pgbouncer).')
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-pgbouncer-'))
  const port = await findFreePort('127.0.0.1')
  const settings = [
    '[databases]',
    `* = host=127.0.0.1 port=${new URL(url).port}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    `pool_mode = ${mode}`,
    'default_pool_size = 20',
    'max_client_conn = 500',
  ]
  // With `auth_type = any` the user of each database is named here.
  settings[1] += ' user=postgres'
  const file = path.join(folder, 'pgbouncer.ini')
  chmodSync(folder, 0o755)
  writeFileSync(file, `${settings.join('\n')}\n`)
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const child = spawn(program, [file], { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  child.stderr.on('data', (part: Buffer) => {
    log += part
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const letBe = endWithThis(child.pid)
  const toPooled = (direct: string) => {
    const pooled = new URL(direct)
    pooled.port = String(port)
    return pooled.href
  }
  while (!(await canConnect(toPooled(url)))) {
    if (child.exitCode !== null) throw new Error(`PgBouncer ended.\n${log}`)
    await sleep(20)
  }
  return {
    toPooled,
    close: async () => {
      child.kill('SIGKILL')
      await ended
      letBe()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function canConnect(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
