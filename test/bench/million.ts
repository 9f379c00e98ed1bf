import { mkdir, writeFile } from 'node:fs/promises'
import type { Size } from '../db/million/fillRows.ts'
import { BAR, FLOOR_MS, isSlow, type Measured, measureMillion } from '../db/million/measureMillion.ts'
import { readFlag } from './readFlag.ts'
import { countRounds, isOnce } from './rounds.ts'
import type { BenchRow } from './row.ts'

const ROUNDS = 9

/**
 * Measure what a million of everything costs: unlocks, orders, sweeps and every loader of the admin in a database with
 * `--rows` of each (1,000,000), against one with `--small` (10,000): in one shop with `--gates` (2,000) and `--lists`
 * (100), then over `--shops` (500), of which the small one has fewer. A difference below three milliseconds is the machine's.
 */
export async function benchMillion(): Promise<BenchRow[]> {
  const large = readFlag('rows', isOnce ? 2_000 : 1_000_000)
  const small = readFlag('small', isOnce ? 500 : 10_000)
  const kinds = { gates: readFlag('gates', isOnce ? 50 : 2_000), lists: readFlag('lists', 100) }
  const rows: BenchRow[] = []
  for (const shops of [1, readFlag('shops', 500)]) {
    if (shops === 1 && rows.length > 0) continue
    const sizes = composeSizes({ shops, small, large, kinds })
    const measured = await measureMillion({ ...sizes, rounds: countRounds(ROUNDS), say: console.log })
    await mkdir('.data', { recursive: true })
    await writeFile(`.data/million-${shops}.json`, `${JSON.stringify(measured, null, 2)}\n`)
    console.table(Object.fromEntries(measured.map((one) => [one.name, describe(one)])))
    rows.push(...composeRows({ measured, shops, large, small }))
  }
  return rows
}

/**
 * One shop grows, with as many gates. Of many shops there are more, each as large: a page of a shop with twenty orders is
 * shorter than one with two thousand.
 */
function composeSizes(parameters: {
  shops: number
  small: number
  large: number
  kinds: Pick<Size, 'gates' | 'lists'>
}): Record<'small' | 'large', Size> {
  const { shops, small, large, kinds } = parameters
  const share = (count: number) => (shops === 1 ? count : Math.max(1, Math.round((count * small) / large)))
  return {
    small: { rows: small, shops: share(shops), gates: share(kinds.gates), lists: share(kinds.lists) },
    large: { ...kinds, rows: large, shops },
  }
}

function describe(one: Measured) {
  const { small, large } = one
  const [a, b] = [small, large].map((ms) => Number(ms.toFixed(1)))
  return { small: a, large: b, ratio: Number((large / small).toFixed(2)), holds: isSlow(one) ? 'NO' : 'yes' }
}

/** One row for each group: what grew most of it. */
function composeRows(parameters: {
  measured: Measured[]
  shops: number
  large: number
  small: number
}): BenchRow[] {
  const { measured, shops, large, small } = parameters
  const isPage = ({ name }: Measured) => name.startsWith('/')
  const groups: [string, Measured[]][] = [
    ['pages', measured.filter(isPage)],
    ['flows and sweeps', measured.filter((one) => !isPage(one))],
  ]
  return groups.map(([group, all]) => {
    // What misses the bar comes first. Of a part of a millisecond the ratio says nothing.
    const weigh = (one: Measured) =>
      (isSlow(one) ? 1_000 : 0) + (one.large > FLOOR_MS ? one.large / one.small : 0)
    const worst = all.reduce((a, b) => (weigh(b) > weigh(a) ? b : a))
    return {
      name: `${group}, ${large} rows of each against ${small}, ${shops} shops: most for ${worst.name}`,
      ...{ ours: worst.large, yardstick: worst.small, unit: 'ms', ratio: worst.large / worst.small },
      bar: `≤ ${BAR}, or ${FLOOR_MS} ms more`,
      holds: !all.some(isSlow),
    }
  })
}
