import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { buildBlock } from '../../scripts/buildBlock.ts'
import { stopOnSignals } from '../../scripts/stopOnSignals.ts'
import { benchAdminPages } from './adminPages.ts'
import { benchLoginApi } from './api/loginApi.ts'
import { compareNames, parseBenchmarks } from './benchmarks.ts'
import { benchBlockLoad } from './blockLoad.ts'
import { listLost } from './capacity.ts'
import { benchEmbedded } from './embedded.ts'
import { benchFunctionCost } from './functionCost.ts'
import { benchGateList } from './gateList.ts'
import { findKeptRows, keepRows } from './keptRows.ts'
import { benchLargeShop } from './largeShop.ts'
import { benchLists } from './lists.ts'
import { benchLoginCheck } from './loginCheck.ts'
import { benchMillion } from './million.ts'
import { benchNonceConsume } from './nonceConsume.ts'
import { benchNumbers } from './numbers.ts'
import { benchOwnership } from './ownership.ts'
import { benchPeers } from './peers.ts'
import { benchProcesses } from './processes.ts'
import { benchReserve } from './reserve.ts'
import { isOnce } from './rounds.ts'
import type { BenchRow } from './row.ts'
import { benchSettle } from './settle.ts'
import { benchStorage } from './storage.ts'
import { benchLoginStorefront } from './storefront/loginStorefront.ts'
import { benchTokens } from './tokens.ts'
import { describeMachine, writeBenchmarks } from './writeBenchmarks.ts'

/*
 * npm run bench, or some rows by name (npm run bench login ownership). It measures every row in this run, beside its
 * yardstick, and compares it with its bar. Times on shared machines vary; ratios within one run and counts do not.
 *
 * npm run bench million -- --rows=200000 --shops=1 says how large the bench `million` is.
 *
 * A whole run writes BENCHMARKS.md and the figures of docs/capacity.md. It takes an hour: after a stop,
 * npm run bench -- --resume goes on with the benches that have no rows of the last day.
 *
 * npm run bench -- --once runs each side once: their answers must be right and the counts must hold, times are not
 * judged. It is for other versions of Node, and for machines that do other work.
 */
/** Bytes, gzip: what a page with a gate loads at once, all that it may load, and each script of the other blocks. */
const LOADER_BYTES = 3_000
const BLOCK_BYTES = 14_000
const OTHER_BYTES = 1_500

async function benchBlock(): Promise<BenchRow[]> {
  const { scripts } = await buildBlock()
  const isOfCard = ({ target }: (typeof scripts)[number]) => target.includes('palisade-gate')
  const sum = (some: typeof scripts) => some.reduce((bytes, { gzipBytes }) => bytes + gzipBytes, 0)
  const compare = (name: string, ours: number, yardstick: number): BenchRow => {
    const ratio = ours / yardstick
    return { ...{ name, ours, yardstick, ratio }, unit: 'bytes, gzip', bar: '≤ 1', holds: ratio <= 1 }
  }
  return [
    compare('storefront loader', sum(scripts.slice(0, 1)), LOADER_BYTES),
    compare('storefront scripts of the card', sum(scripts.filter(isOfCard)), BLOCK_BYTES),
    ...scripts
      .filter((one) => !isOfCard(one) && !one.target.endsWith('-client.js'))
      .map((one) => compare(`storefront script ${basename(one.target)}`, one.gzipBytes, OTHER_BYTES)),
    ...(await benchBlockLoad()),
  ]
}

const BENCHES = {
  block: benchBlock,
  peers: benchPeers,
  functions: benchFunctionCost,
  login: benchLoginCheck,
  tokens: benchTokens,
  ownership: benchOwnership,
  nonces: benchNonceConsume,
  reserve: benchReserve,
  settle: benchSettle,
  lists: benchLists,
  numbers: benchNumbers,
  gates: benchGateList,
  shop: benchLargeShop,
  million: benchMillion,
  storage: benchStorage,
  api: benchLoginApi,
  storefront: benchLoginStorefront,
  embedded: benchEmbedded,
  processes: benchProcesses,
  pages: benchAdminPages,
} as const
/** `--trial` writes the page of the asked benches into `.data`, to look at. */
const isTrial = process.argv.includes('--trial')
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const unknown = asked.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(
    `There is no bench "${unknown[0]}": choose of ${Object.keys(BENCHES).join(', ')}, or none for all.`,
  )
  process.exit(1)
}

stopOnSignals()
// The page of the last whole run, before this one replaces it.
const page = asked.length === 0 ? parseBenchmarks(await readFile('BENCHMARKS.md', 'utf8')) : null
const isResumed = process.argv.includes('--resume')
const about = describeMachine()
const sections: Record<string, BenchRow[]> = {}
let oldestAt = Date.now()
const failures: Record<string, string> = {}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const kept = { folder: '.data/bench', bench: name, about, now: Date.now() }
  const found = isResumed ? findKeptRows(kept) : null
  if (found) {
    console.log(`The bench ${name} ended at ${new Date(found.endedAt).toISOString()}.`)
    sections[name] = found.rows
    oldestAt = Math.min(oldestAt, found.endedAt)
    continue
  }
  try {
    const rows = await bench()
    sections[name] = rows
    if (!isOnce) keepRows({ ...kept, now: Date.now(), rows })
  } catch (error) {
    // The others go on: a whole run takes an hour, and its pages name what failed.
    console.error(`The bench ${name} failed:`, error)
    failures[name] = toLine(error)
  }
}
const rows = Object.values(sections).flat()
await mkdir('.data', { recursive: true })
if (!isOnce) await writeFile('.data/bench.json', `${JSON.stringify(rows, null, 2)}\n`)
// A part of the benches must not look like the whole.
const isWhole = asked.length === 0
const measuredOn = new Date(oldestAt).toISOString().slice(0, 10)
const measured = { measuredOn, about, sections, failures }
if (isTrial) writeBenchmarks(measured, '.data')
else if (isWhole && !isOnce) writeBenchmarks(measured)
console.table(
  Object.fromEntries(
    rows.map(({ name, ours, yardstick, unit, ratio, bar, holds }) => [
      name,
      {
        ours: round(ours),
        yardstick: round(yardstick),
        unit,
        ratio: round(ratio),
        bar,
        holds: isJudged({ unit }) ? (holds ? 'yes' : 'NO') : '-',
      },
    ]),
  ),
)
const missed = rows.filter((row) => !row.holds && isJudged(row))
const good = isOnce
  ? 'Every answer is right, and every count holds. Times were not judged.'
  : 'Every bar holds.'
const failed = Object.entries(failures)
if (missed.length > 0) console.log(`Missed: ${missed.map((row) => row.name).join(', ')}.`)
else if (failed.length === 0) console.log(good)
for (const [name, line] of failed) console.error(`The bench ${name} failed: ${line}`)
const lost = listLost(sections)
const odd = page ? compareNames(page, sections) : []
for (const sentence of [...lost, ...odd]) console.error(sentence)
// A whole run has just written its rows into the page, so other rows than the last run's are no fault of it.
const isGood = [missed, failed, lost, isOnce ? odd : []].every((faults) => faults.length === 0)
process.exit(isGood ? 0 : 1)

/** What an error says, in one line that ends a paragraph of BENCHMARKS.md. */
function toLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.replace(/\s+/g, ' ').trim().slice(0, 200) || 'no message'
}

/** Whether a row's bar counts. In a single round only those of counts do, which are the same in each run. */
function isJudged({ unit }: Pick<BenchRow, 'unit'>): boolean {
  return !isOnce || ['bytes', 'bytes, gzip', 'cost', 'own instructions', 'requests'].includes(unit)
}

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
