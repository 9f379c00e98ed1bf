import { hostname } from 'node:os'
import { describeProcess } from './describeProcess.ts'

/** The holder that a lock file names. */
export type LockHolder = { readonly pid: number; readonly host: string; readonly process: string | null }

/** A holder on another machine cannot be checked, but it touches its file more often than this. */
const QUIET_MS = 30_000

/**
 * Whether the holder of a lock still runs. `touchedAt` is the file's time in milliseconds; an unreadable file has no
 * holder.
 */
export function isHolderAlive(parameters: { holder: LockHolder | null; touchedAt: number }): boolean {
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
