import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Benchmarks, compareNames, formatBenchmarks, parseBenchmarks } from '../bench/benchmarks.ts'
import { FIGURES, listLost, writeFigures } from '../bench/capacity.ts'

const page = readFileSync('BENCHMARKS.md', 'utf8')
const capacity = readFileSync('docs/capacity.md', 'utf8')
const run = readFileSync('test/bench/run.ts', 'utf8')
const benches = /const BENCHES = \{\n([^}]*)\} as const/
  .exec(run)?.[1]
  ?.split('\n')
  .flatMap((line) => /^ {2}(\w+):/.exec(line)?.[1] ?? [])

const row = { ours: 1234.5, yardstick: 2, unit: 'per second', ratio: 617.25, bar: '≥ 0.6', holds: true }
const SAMPLE: Benchmarks = {
  measuredOn: '2026-11-29',
  about: ['machine: 2 × a processor, 8 GiB', 'Node 24.21.0'],
  sections: {
    api: [
      { ...row, name: 'POST auth against bare node:http' },
      { ...row, name: 'a | b', ratio: 0.00512, holds: false },
    ],
    block: [],
  },
  failures: { settle: 'The ledger is 3 instead of 4.' },
}

describe('BENCHMARKS.md', () => {
  test('default: it has the benches of `npm run bench`, or waits for its first whole run', () => {
    expect(benches?.length).toBeGreaterThan(15)
    const kept = parseBenchmarks(page)
    // What the bench writes, to the letter: nobody edits a figure.
    expect(page).toBe(formatBenchmarks(kept))
    const named = kept && [...Object.keys(kept.sections), ...Object.keys(kept.failures)]
    if (named) expect(named.sort()).toEqual(benches?.toSorted())
  })

  test('behavior: a run is written and read back', () => {
    const read = parseBenchmarks(formatBenchmarks(SAMPLE))
    expect(read?.sections.api?.map(({ name, ours, holds }) => [name, ours, holds])).toEqual([
      ['POST auth against bare node:http', 1235, true],
      ['a | b', 1235, false],
    ])
    expect(read).toMatchObject({ measuredOn: '2026-11-29', about: SAMPLE.about })
    expect(read?.failures).toEqual(SAMPLE.failures)
    expect(formatBenchmarks(SAMPLE)).toContain(
      'Measured on 2026-11-29: 2 rows, of which 1 missed their bar. Benches that failed: settle.\n',
    )
    expect(formatBenchmarks({ ...SAMPLE, failures: {} })).not.toContain('failed')
    expect(formatBenchmarks(read)).toBe(formatBenchmarks(SAMPLE))
    expect(parseBenchmarks(formatBenchmarks(null))).toBeNull()
  })

  test('refuses: a run with other rows than the page', () => {
    expect(compareNames(SAMPLE, SAMPLE.sections)).toEqual([])
    expect(
      compareNames(SAMPLE, {
        api: [
          { ...row, name: 'new' },
          { ...row, name: 'a | b' },
        ],
      }),
    ).toEqual([
      'BENCHMARKS.md lacks the row "api: new".',
      'No bench has the row "api: POST auth against bare node:http" of BENCHMARKS.md.',
    ])
    const vary = (name: string) => ({ million: [{ ...row, name }] })
    const [large, small] = [
      'pages, 1000000 rows: most for /app',
      'pages, 2000 rows: most for /app/orders',
    ].map(vary)
    expect(compareNames({ ...SAMPLE, sections: large ?? {} }, small ?? {})).toEqual([])
    expect(() => parseBenchmarks('# Benchmarks\n\n## api\n')).toThrow('names no day')
  })
})

describe('docs/capacity.md', () => {
  test('default: each figure is the one of BENCHMARKS.md', () => {
    expect(writeFigures(capacity, parseBenchmarks(page))).toBe(capacity)
  })

  test('behavior: a figure has its row, its command and its day', () => {
    const written = writeFigures(capacity, SAMPLE)
    expect(written).toContain(
      '| Signatures over the API, one process on PostgreSQL | 1235 per second | `npm run bench api` | 2026-11-29 |',
    )
    expect(written).toContain('\n- Node 24.21.0\n')
    // Whoever reads BENCHMARKS.md back finds the same figures.
    expect(writeFigures(written, parseBenchmarks(formatBenchmarks(SAMPLE)))).toBe(written)
    expect(written).toContain(
      '| CPU of a login at the storefront | not measured yet | `npm run bench storefront` | |',
    )
    expect(writeFigures(written, parseBenchmarks(page))).toBe(capacity)
  })

  test('refuses: a bench that failed, and a row that is missing', () => {
    const sections = { ...SAMPLE.sections, lists: [], processes: [] }
    const written = writeFigures(capacity, { ...SAMPLE, sections })
    const list = (figure: string) =>
      written.split('\n').filter((line) => line.includes(`| ${figure} |`) && line.endsWith('2026-11-29 |'))
    expect(list('the bench failed').map((line) => line.includes('npm run bench settle'))).toEqual([
      true,
      true,
    ])
    expect(list('the row was missing').map((line) => line.split(' | ')[2])).toEqual([
      '`npm run bench processes`',
      '`npm run bench lists`',
    ])
    expect(listLost(sections)).toEqual([
      'docs/capacity.md has no figure "CPU of a login at two processes against one": no row of the bench processes begins with "storefront login, CPU at two processes against one".',
      'docs/capacity.md has no figure "Import of a list of 100,000 wallets, PostgreSQL": no row of the bench lists begins with "list of 100,000: import, PostgreSQL".',
    ])
    const orders = FIGURES.find(({ row }) => row.startsWith('settle 1000'))
    // A run of a single round has fewer orders in the row's name.
    const once = [{ ...row, name: String(orders?.row).replace('1000', '200') }]
    expect(listLost({ settle: once })).toEqual([])
  })

  test('refuses: a row that two begin like, and a page without a place', () => {
    const twice = {
      ...SAMPLE,
      sections: { gates: [1, 2].map((i) => ({ ...row, name: `gates, the first page of 2,000 ${i}` })) },
    }
    expect(() => writeFigures(capacity, twice)).toThrow('Several rows')
    expect(() => writeFigures('# Capacity', null)).toThrow('no place')
  })

  test('behavior: after a whole run, each figure whose bench ran has its row', () => {
    expect(listLost(parseBenchmarks(page)?.sections ?? {})).toEqual([])
    expect(FIGURES.filter(({ bench }) => !benches?.includes(bench))).toEqual([])
  })
})
