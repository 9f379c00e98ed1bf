import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { BenchRow } from './row.ts'

/** The rows of one bench, when it ended (unix milliseconds), and what it ran on. */
type Kept = { readonly endedAt: number; readonly about: readonly string[]; readonly rows: BenchRow[] }
type KeptParameters = {
  /** The folder of kept rows. */
  readonly folder: string
  readonly bench: string
  readonly about: readonly string[]
  /** Unix milliseconds. */
  readonly now: number
}

const DAY_MS = 86_400_000

/** Keep the rows of a bench that ended, for a whole run that goes on after a stop. */
export function keepRows({ folder, bench, about, now, rows }: KeptParameters & { rows: BenchRow[] }): void {
  mkdirSync(folder, { recursive: true })
  const kept: Kept = { endedAt: now, about, rows }
  writeFileSync(path.join(folder, `${bench}.json`), `${JSON.stringify(kept, null, 2)}\n`)
}

/** Find the rows that a bench kept within the last day, on the same machine and versions; null if there are none. */
export function findKeptRows({ folder, bench, about, now }: KeptParameters): Omit<Kept, 'about'> | null {
  const file = path.join(folder, `${bench}.json`)
  if (!existsSync(file)) return null
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept
  const isSame = JSON.stringify(kept.about) === JSON.stringify(about)
  return isSame && now - kept.endedAt < DAY_MS ? kept : null
}
