import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { SetupError } from '../../core/errors/base.ts'
import { describeProcess } from './describeProcess.ts'

const TOUCH_MS = 5_000
const ATTEMPTS = 40

/**
 * Take a lock file for this process, also from a dead holder; answers the function that releases it.
 * @throws {SetupError} ERR_DATABASE_LOCKED
 */
export async function claimLock(parameters: {
  file: string
  /** The locked thing, as the subject of a sentence. */
  holds: string
}): Promise<() => void> {
  const { file, holds } = parameters
  const own = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    process: describeProcess({ pid: process.pid }),
  } satisfies LockHolder)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (create({ file, text: own })) return startTouching({ file, own })
    const found = readLock({ file })
    if (found === null) continue
    if (isHolderAlive(found)) throw locked({ file, holds, holder: found.holder })
    if (!removeStale({ file, text: found.text })) await sleep(50)
  }
  throw locked({ file, holds, holder: null })
}

function create({ file, text }: { file: string; text: string }): boolean {
  let handle: number
  try {
    handle = openSync(file, 'wx')
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
  try {
    // Flushed: after a crash of the machine an empty file would keep the next server out for half a minute.
    writeFileSync(handle, text, { flush: true })
    return true
  } catch (error) {
    // So would one that a full disk left empty, and hide what is wrong.
    rmSync(file, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
}

function readLock({
  file,
}: {
  file: string
}): { text: string; holder: LockHolder | null; touchedAt: number } | null {
  try {
    const text = readFileSync(file, 'utf8')
    return { text, holder: parseHolder(text), touchedAt: statSync(file).mtimeMs }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

function parseHolder(text: string): LockHolder | null {
  try {
    const { pid, host, process } = JSON.parse(text) as Partial<LockHolder>
    return typeof pid === 'number' && typeof host === 'string'
      ? { pid, host, process: process ?? null }
      : null
  } catch {
    return null
  }
}

// If two processes see the same dead holder, the slower one must not remove the file that the faster one has made
// since. Only one process can make the guard folder; it reads the file again, and removes it if it is unchanged. There
// is no await in between.
function removeStale({ file, text }: { file: string; text: string }): boolean {
  const guard = `${file}.takeover`
  try {
    mkdirSync(guard)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    if (Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? 0) > TOUCH_MS) {
      rmSync(guard, { recursive: true, force: true })
    }
    return false
  }
  try {
    if (readLock({ file })?.text === text) rmSync(file, { force: true })
    return true
  } finally {
    rmdirSync(guard)
  }
}

function startTouching({ file, own }: { file: string; own: string }): () => void {
  const touching = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date())
    } catch {
      // The folder was deleted, so there is nothing left to lock.
    }
  }, TOUCH_MS)
  touching.unref()
  return () => {
    clearInterval(touching)
    if (readLock({ file })?.text === own) rmSync(file, { force: true })
  }
}

function locked(parameters: { file: string; holds: string; holder: LockHolder | null }): SetupError {
  const { file, holds, holder } = parameters
  const who =
    holder === null
      ? 'another process'
      : holder.host === hostname()
        ? `process ${holder.pid}`
        : `process ${holder.pid} on ${holder.host}`
  return new SetupError('ERR_DATABASE_LOCKED', `${holds} is in use by ${who}.`, {
    hint: `Stop that process, or set DATABASE_URL to a PostgreSQL database, which several can share. The lock is ${file}.`,
    details: { pid: holder?.pid ?? null },
  })
}

function codeOf(error: unknown): unknown {
  return Reflect.get(Object(error), 'code')
}

/** The holder that a lock file names. */
type LockHolder = { readonly pid: number; readonly host: string; readonly process: string | null }

/** A holder on another machine cannot be checked, but it touches its file more often than this. */
const QUIET_MS = 30_000

/**
 * Whether the holder of a lock still runs. `touchedAt` is the file's time in milliseconds; an unreadable file has no
 * holder.
 */
function isHolderAlive(parameters: { holder: LockHolder | null; touchedAt: number }): boolean {
  const { holder, touchedAt } = parameters
  if (holder === null || holder.host !== hostname()) return Date.now() - touchedAt < QUIET_MS
  if (!isRunning({ pid: holder.pid })) return false
  const found = describeProcess({ pid: holder.pid })
  return found === null || holder.process === null || found === holder.process
}

function isRunning({ pid }: { pid: number }): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return Reflect.get(Object(error), 'code') === 'EPERM'
  }
}
