import { mkdir, writeFile } from 'node:fs/promises'
import type { Size } from '../db/million/fillRows.ts'
import { BAR, FLOOR_MS, isSlow, type Measured, measureMillion } from '../db/million/measureMillion.ts'
import { readFlag } from './readFlag.ts'
import { countRounds, isOnce } from './rounds.ts'
import type { BenchRow } from './row.ts'

const ROUNDS = 9

/**
 * Measure what a million of everything costs: unlocks, orders, sweeps and every loader of the admin in a database with
 * `--rows` of each (1,000,000), against one with `--small` (10,000), both with `--gates` (2,000) and `--lists` (100), in
 * one shop, then over `--shops` (500). A difference below three milliseconds is the machine's.
 */
export async function benchMillion(): Promise<BenchRow[]> {
  const large = readFlag('rows', isOnce ? 2_000 : 1_000_000)
  const small = readFlag('small', isOnce ? 500 : 10_000)
  const kinds = { gates: readFlag('gates', isOnce ? 50 : 2_000), lists: readFlag('lists', 100) }
  const rows: BenchRow[] = []
  for (const shops of [1, readFlag('shops', 500)]) {
    if (shops === 1 && rows.length > 0) continue
    const sizes: Record<'small' | 'large', Size> = {
      small: { ...kinds, shops, rows: small },
      large: { ...kinds, shops, rows: large },
    }
    const measured = await measureMillion({ ...sizes, rounds: countRounds(ROUNDS), say: console.log })
    await mkdir('.data', { recursive: true })
    await writeFile(`.data/million-${shops}.json`, `${JSON.stringify(measured, null, 2)}\n`)
    console.table(Object.fromEntries(measured.map((one) => [one.name, describe(one)])))
    rows.push(...composeRows({ measured, shops, large, small }))
  }
  return rows
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
    const weigh = (one: Measured) => (one.large - one.small > FLOOR_MS ? one.large / one.small : 1)
    const worst = all.reduce((a, b) => (weigh(b) > weigh(a) ? b : a))
    return {
      name: `${group}, ${large} rows of each against ${small}, ${shops} shops: most for ${worst.name}`,
      ...{ ours: worst.large, yardstick: worst.small, unit: 'ms', ratio: worst.large / worst.small },
      bar: `≤ ${BAR}, or ${FLOOR_MS} ms more`,
      holds: !all.some(isSlow),
    }
  })
}
