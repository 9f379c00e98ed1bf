import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { composeEnvWords, composeFaketimeEnv, findFaketime } from '../../standin/processes/findFaketime.ts'

/** Names the folder of the clocks, in a process that runs under libfaketime. */
const FOLDER = 'NIGHT_CLOCKS'
const WORLD = 'world'
/** All processes have seen a new time after this. */
const SEEN_MS = 2_500

export type Clocks = {
  /** The words before those that start a server of the app, which gets a clock of its own. */
  readonly command: readonly [program: string, ...words: string[]]
  /** Set the clocks of all servers of the app by so many seconds beside the right time; 0: right. */
  readonly setServers: (seconds: number) => void
  /** Let so many seconds pass at once, for everybody: servers, database, Shopify and this process. */
  readonly skip: (seconds: number) => Promise<void>
}

const environmentOf = (library: string, file: string) => ({
  ...composeFaketimeEnv(library),
  FAKETIME_TIMESTAMP_FILE: file,
  // A file read at each look costs too much. Clocks that are set differ for a second.
  FAKETIME_CACHE_DURATION: '1',
})

/** Keep the servers' clock in a file of this folder; null without libfaketime. */
export function openClocks(folder: string): Omit<Clocks, 'skip'> | null {
  const library = findFaketime()
  if (library === null) return null
  const app = path.join(folder, 'app')
  const setServers = (seconds: number) => writeOffset(app, seconds)
  setServers(0)
  return { command: composeEnvWords(environmentOf(library, app)), setServers }
}

/** The clocks of this process and of those that it starts; null if they are the machine's own. */
export function findClocks(): Clocks | null {
  const folder = process.env[FOLDER]
  const clocks = folder ? openClocks(folder) : null
  if (!folder || !clocks) return null
  let [passed, beside] = [0, 0]
  const set = () => clocks.setServers(passed + beside)
  return {
    ...clocks,
    setServers: (seconds) => {
      beside = seconds
      set()
    },
    skip: async (seconds) => {
      passed += seconds
      writeOffset(path.join(folder, WORLD), passed)
      set()
      await sleep(SEEN_MS)
    },
  }
}

/** In one step: a process that finds half a file ends. */
function writeOffset(file: string, seconds: number): void {
  writeFileSync(`${file}.new`, `${seconds < 0 ? '' : '+'}${seconds}\n`)
  renameSync(`${file}.new`, file)
}

/**
 * Run this script again as a child whose clock can be set, and end with its code; returns without libfaketime, or in
 * that child.
 */
export async function runUnderClocks(): Promise<void> {
  const library = findFaketime()
  if (library === null || process.env[FOLDER]) return
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-clocks-'))
  // PostgreSQL runs as another user.
  chmodSync(folder, 0o755)
  const file = path.join(folder, WORLD)
  writeOffset(file, 0)
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    env: { ...process.env, ...environmentOf(library, file), [FOLDER]: folder },
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  rmSync(folder, { recursive: true, force: true })
  process.exit(code ?? 1)
}
