import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import path from 'node:path'
import { findChromium } from '../standin/browser/findChromium.ts'
import { findBinaries } from '../standin/postgres/findBinaries.ts'
import { type Benchmarks, formatBenchmarks } from './benchmarks.ts'
import { writeFigures } from './capacity.ts'

const CAPACITY = 'docs/capacity.md'

/**
 * Write what a run measured into BENCHMARKS.md and docs/capacity.md, below `folder`: the repository for a whole run,
 * another folder for a trial.
 */
export function writeBenchmarks(benchmarks: Benchmarks, folder = '.'): void {
  writeFileSync(path.join(folder, 'BENCHMARKS.md'), formatBenchmarks(benchmarks))
  writeFileSync(
    folder === '.' ? CAPACITY : path.join(folder, path.basename(CAPACITY)),
    writeFigures(readFileSync(CAPACITY, 'utf8'), benchmarks),
  )
}

/** What this run measures on: the machine and the versions, a line each. */
export function describeMachine(): string[] {
  const all = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const binaries = findBinaries()
  return [
    `machine: ${all.length} × ${all[0]?.model.trim() || 'a processor without a name'}, ${memory} GiB, ${process.platform} ${process.arch}`,
    `Palisade ${readPackage().version}`,
    `Node ${process.versions.node}`,
    binaries === null ? 'no PostgreSQL' : readVersion(path.join(binaries, 'postgres')),
    readVersion(findChromium()),
  ]
}

function readPackage(): { version: string } {
  return JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
}

function readVersion(program: string | null): string {
  if (program === null) return 'no Chromium'
  return execFileSync(program, ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}
