import { execFile, execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { findFreePort } from '../processes/findPorts.ts'
import { findBinaries } from './findBinaries.ts'

export type RunningPostgres = {
  /** Connection URL, for `DATABASE_URL`. */
  readonly url: string
  /** Kill the whole server as the OOM killer does (SIGKILL), and wait until none of its processes is left. */
  readonly kill: () => Promise<void>
  /** Start the server again on its port and files after `kill`. */
  readonly start: () => Promise<void>
  /** What the server has logged since it was made. */
  readonly readLog: () => string
  /** Stop the server as an operator does, which ends its connections, and start it again. */
  readonly restart: () => Promise<void>
  /** Make it a standby, as after a failover: it answers, and refuses every change. */
  readonly becomeStandby: () => Promise<void>
  /** Let a standby take changes again. */
  readonly promote: () => Promise<void>
  /** Stop all of the server's processes (SIGSTOP): connections stay open and get no answer. */
  readonly freeze: () => void
  /** Continue the frozen processes (SIGCONT). */
  readonly thaw: () => void
  /** Stop the server and remove its files. */
  readonly close: () => Promise<void>
}

export type StartPostgresParameters = {
  /**
   * Wait for the disk at each commit, as a real server does. Off by default, for tests; a commit then still outlives
   * `kill`, though not the machine.
   */
  readonly durable?: boolean
  /** Settings of the server, such as `max_connections=60`. */
  readonly settings?: readonly string[]
}

const run = promisify(execFile)
/** Ten seconds each. */
const MOST_PROMOTIONS = 12
const MISSING =
  'PostgreSQL is not installed, so the database tests cannot run on it: install it (Debian: apt-get install postgresql) or put its initdb and pg_ctl in PATH.'

/** Start a throwaway PostgreSQL on a free port of this machine. @throws Error that says what to install. */
export async function startPostgres({
  durable = false,
  settings = [],
}: StartPostgresParameters = {}): Promise<RunningPostgres> {
  const binaries = findBinaries()
  if (binaries === null) throw new Error(MISSING)
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-pg-'))
  const owner = findOwner()
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const port = await findFreePort('127.0.0.1')
  const files = path.join(folder, 'data')
  const stop = [path.join(binaries, 'pg_ctl'), '-D', files, '-m', 'immediate', '-t', '300', '-w', 'stop']
  // An interrupted test run must not leave a server behind.
  const stopAtExit = () => {
    try {
      const [program, ...args] = asOwner({ command: stop, owner })
      // Without the file it has not started yet, or was killed.
      if (existsSync(path.join(files, 'postmaster.pid')))
        execFileSync(program, args, { cwd: folder, stdio: 'ignore' })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  process.once('exit', stopAtExit)
  const ask = async (command: readonly string[]) => {
    const [program, ...args] = asOwner({ command, owner })
    await run(program, args, { cwd: folder })
  }
  const options = [`-p ${port}`, '-c listen_addresses=127.0.0.1', `-k ${folder}`]
  if (!durable) options.push('-c fsync=off -c full_page_writes=off')
  options.push(...settings.map((setting) => `-c ${setting}`))
  await ask([
    path.join(binaries, 'initdb'),
    '-D',
    files,
    '-A',
    'trust',
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--no-locale',
    '-N',
  ])
  const boot = [path.join(binaries, 'pg_ctl'), '-D', files, '-o', options.join(' ')]
  const start = () => ask([...boot, '-l', path.join(folder, 'log'), '-w', 'start'])
  const readLeader = () => Number(readFileSync(path.join(files, 'postmaster.pid'), 'utf8').split('\n', 1)[0])
  await start()
  const stopFast = () =>
    ask([path.join(binaries, 'pg_ctl'), '-D', files, '-m', 'fast', '-t', '300', '-w', 'stop'])
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    kill: async () => {
      const leader = readLeader()
      const others = listChildren(leader)
      process.kill(leader, 'SIGKILL')
      // Orphaned children exit once they notice, and would block a new start until then.
      for (const pid of [leader, ...others]) while (isAlive(pid)) await sleep(10)
      // A new server takes the dead one for alive until its zombie process is reaped, so the lock files go.
      const locks = [path.join(files, 'postmaster.pid'), path.join(folder, `.s.PGSQL.${port}.lock`)]
      for (const lock of locks) rmSync(lock, { force: true })
    },
    start,
    readLog: () => readFileSync(path.join(folder, 'log'), 'utf8'),
    restart: async () => {
      await stopFast()
      await start()
    },
    becomeStandby: async () => {
      await stopFast()
      await ask(['touch', path.join(files, 'standby.signal')])
      await start()
    },
    promote: async () => {
      // A standby that starts just then loses the request, so it is made again.
      const promote = [path.join(binaries, 'pg_ctl'), '-D', files, '-t', '10', '-w', 'promote']
      for (let attempt = 1; ; attempt++) {
        try {
          return await ask(promote)
        } catch (error) {
          if (attempt === MOST_PROMOTIONS) throw error
        }
      }
    },
    // The leader first, so that it cannot fork a process that the list would miss.
    freeze: () => signalAll(readLeader(), 'SIGSTOP'),
    thaw: () => signalAll(readLeader(), 'SIGCONT'),
    close: async () => {
      process.removeListener('exit', stopAtExit)
      await ask(stop)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function listChildren(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

function signalAll(leader: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  process.kill(leader, signal)
  for (const pid of listChildren(leader)) if (isAlive(pid)) process.kill(pid, signal)
}

/** Whether a process runs. An ended process stays in the process table as a zombie until its parent reaps it. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

type Owner = { readonly uid: number; readonly gid: number } | null

// PostgreSQL refuses to run as root; its packages create a user named postgres.
function findOwner(): Owner {
  if (process.getuid?.() !== 0) return null
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }))
    return { uid: ask('-u'), gid: ask('-g') }
  } catch {
    throw new Error(
      'PostgreSQL does not run as root and there is no user "postgres": add one (useradd --system postgres), or run the tests as another user.',
    )
  }
}

function asOwner({ command, owner }: { command: readonly string[]; owner: Owner }): [string, ...string[]] {
  const [program = '', ...args] = command
  if (owner === null) return [program, ...args]
  return ['su', 'postgres', '-s', '/bin/sh', '-c', command.map(quote).join(' ')]
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
