import { mkdir, writeFile } from 'node:fs/promises'
import { buildBlock } from '../../scripts/buildBlock.ts'
import { benchLoginApi } from './api/loginApi.ts'
import { benchFunctionCost } from './functionCost.ts'
import { benchLists } from './lists.ts'
import { benchLoginCheck } from './loginCheck.ts'
import { benchNonceConsume } from './nonceConsume.ts'
import { benchOwnership } from './ownership.ts'
import { benchReserve } from './reserve.ts'
import type { BenchRow } from './row.ts'
import { benchTokens } from './tokens.ts'

/*
 * npm run bench, or some rows by name (npm run bench login ownership). It measures every row in this run, beside its
 * yardstick, and compares it with its bar. Times on shared machines vary; ratios within one run and counts do not.
 */
const BLOCK_BYTES = 10_000

async function benchBlock(): Promise<BenchRow[]> {
  const { gzipBytes } = await buildBlock()
  const ratio = gzipBytes / BLOCK_BYTES
  return [
    {
      name: 'storefront script, all of it',
      ours: gzipBytes,
      yardstick: BLOCK_BYTES,
      unit: 'bytes, gzip',
      ratio,
      bar: '≤ 1',
      holds: ratio <= 1,
    },
  ]
}

const BENCHES = {
  block: benchBlock,
  functions: benchFunctionCost,
  login: benchLoginCheck,
  tokens: benchTokens,
  ownership: benchOwnership,
  nonces: benchNonceConsume,
  reserve: benchReserve,
  lists: benchLists,
  api: benchLoginApi,
} as const
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(
    `There is no bench "${unknown[0]}": choose of ${Object.keys(BENCHES).join(', ')}, or none for all.`,
  )
  process.exit(1)
}

const rows: BenchRow[] = []
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length === 0 || asked.includes(name)) rows.push(...(await bench()))
}
await mkdir('.data', { recursive: true })
await writeFile('.data/bench.json', `${JSON.stringify(rows, null, 2)}\n`)
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
        holds: holds ? 'yes' : 'NO',
      },
    ]),
  ),
)
const missed = rows.filter((row) => !row.holds)
console.log(missed.length === 0 ? 'Every bar holds.' : `Missed: ${missed.map((row) => row.name).join(', ')}.`)
process.exit(missed.length === 0 ? 0 : 1)

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
