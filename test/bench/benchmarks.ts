import type { BenchRow } from './row.ts'

/** What a whole run measured. */
export type Benchmarks = {
  /** YYYY-MM-DD */
  readonly measuredOn: string
  /** What it ran on: machine and versions. */
  readonly about: readonly string[]
  /** The rows of each bench, by its name. */
  readonly sections: Readonly<Record<string, readonly BenchRow[]>>
  /** What each bench said that broke, by its name: one line. */
  readonly failures: Readonly<Record<string, string>>
}

const NOTE = `# Benchmarks

\`npm run bench\` writes this page, and the figures of [Capacity](docs/capacity.md), when the whole of it ran. Each row compares ours with its yardstick, both measured in the same run. Times on another machine differ. Ratios and counts hardly do.
`
const NONE = 'No whole run has been recorded yet.'
const FAILED = 'This bench failed: '
const HEAD = ['row', 'ours', 'yardstick', 'unit', 'ratio', 'bar', 'holds'] as const

/** Write the page; null for one that waits for its first run. */
export function formatBenchmarks(benchmarks: Benchmarks | null): string {
  if (!benchmarks) return `${NOTE}\n${NONE}\n`
  const { measuredOn, about, sections, failures } = benchmarks
  const all = Object.values(sections).flat()
  const missed = all.filter(({ holds }) => !holds)
  const failed = Object.entries(failures)
  const sum = `${all.length} rows, of which ${missed.length === 0 ? 'every bar holds' : `${missed.length} missed their bar`}.`
  const broken =
    failed.length === 0 ? '' : ` Benches that failed: ${failed.map(([name]) => name).join(', ')}.`
  const tables = Object.entries(sections).map(
    ([name, rows]) => `## ${name}\n\n${formatTable([HEAD, ...rows.map(formatRow)])}`,
  )
  return [
    NOTE,
    `Measured on ${measuredOn}: ${sum}${broken}\n`,
    `${about.map((line) => `- ${line}`).join('\n')}\n`,
    ...tables,
    ...failed.map(([name, sentence]) => `## ${name}\n\n${FAILED}${sentence}\n`),
  ].join('\n')
}

function formatRow({ name, ours, yardstick, unit, ratio, bar, holds }: BenchRow): string[] {
  return [name, round(ours), round(yardstick), unit, round(ratio), bar, holds ? 'yes' : 'missed']
}

function formatTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('')
}

/** Three digits, or all of a whole number. */
export function round(value: number): string {
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)))
}

/** Read the page back; null if no run has been recorded. @throws Error if it is not as `formatBenchmarks` writes it */
export function parseBenchmarks(text: string): Benchmarks | null {
  if (text.includes(`\n${NONE}\n`)) return null
  const [head = '', ...tables] = text.split(/^## /m)
  const measuredOn = /^Measured on (\d{4}-\d\d-\d\d): /m.exec(head)?.[1]
  if (measuredOn === undefined) throw new Error('BENCHMARKS.md names no day.')
  const about = head.split('\n').flatMap((line) => (line.startsWith('- ') ? [line.slice(2)] : []))
  const sections: Record<string, BenchRow[]> = {}
  const failures: Record<string, string> = {}
  for (const table of tables) {
    const [name = '', ...lines] = table.split('\n')
    const failed = lines.find((line) => line.startsWith(FAILED))
    if (failed !== undefined) failures[name] = failed.slice(FAILED.length)
    else
      sections[name] = lines
        .filter((line) => line.startsWith('| '))
        .slice(2)
        .map(parseRow)
  }
  return { measuredOn, about, sections, failures }
}

function parseRow(line: string): BenchRow {
  const cells = line
    .slice(2, -2)
    .split(/(?<!\\) \| /)
    .map((cell) => cell.replaceAll('\\|', '|'))
  const [name, ours, yardstick, unit, ratio, bar, holds] = cells
  if (cells.length !== HEAD.length || !name || unit === undefined || bar === undefined)
    throw new Error(`BENCHMARKS.md has a row that is none: ${line}`)
  const numbers = { ours: Number(ours), yardstick: Number(yardstick), ratio: Number(ratio) }
  return { name, ...numbers, unit, bar, holds: holds === 'yes' }
}

/** Rows that only machines with enough cores have. */
const ON_MORE_CORES = ['processes: storefront logins at two processes against one']

/** A row's name without what may differ from run to run: numbers, and which of several was the worst. */
export function toKind(name: string): string {
  return name
    .replace(/: most for .*$|\([^)]*\)$/, '')
    .replace(/\d[\d,.]*/g, 'N')
    .trim()
}

/** The kinds of rows that one side has and the other has not, each in a sentence. */
export function compareNames(page: Benchmarks, run: Benchmarks['sections']): string[] {
  const list = (sections: Benchmarks['sections']) =>
    Object.entries(sections)
      .flatMap(([bench, rows]) => rows.map(({ name }) => `${bench}: ${toKind(name)}`))
      .filter((name) => !ON_MORE_CORES.includes(name))
  const [kept = [], measured = []] = [page.sections, run].map((sections) => [...new Set(list(sections))])
  return [
    ...measured
      .filter((name) => !kept.includes(name))
      .map((name) => `BENCHMARKS.md lacks the row "${name}".`),
    ...kept
      .filter((name) => !measured.includes(name))
      .map((name) => `No bench has the row "${name}" of BENCHMARKS.md.`),
  ]
}
