import { type Benchmarks, round, toKind } from './benchmarks.ts'

/** A figure of docs/capacity.md: which number of which row it is. */
type Figure = {
  readonly what: string
  readonly bench: string
  /** The beginning of the row's name, which alone begins so. */
  readonly row: string
  readonly of: 'ours' | 'yardstick' | 'ratio'
  /** Makes the figure of the row's number; default: the number and the row's unit. */
  readonly format?: (value: number) => string
  /** What the page says if a run does not have such a row; default: that it is missing, which fails the run. */
  readonly otherwise?: string
}

const times = (value: number) => `${value} ×`
const perHour = (orders: number) => (seconds: number) =>
  `${Math.round((orders / seconds) * 3600).toLocaleString('en')} an hour`

/** In the order of the page. Each stays in it while its row is not measured, and says so. */
export const FIGURES: readonly Figure[] = [
  {
    ...{ what: 'Logins at the storefront, one process on PostgreSQL', bench: 'storefront', of: 'ours' },
    row: 'storefront login against bare node:http',
  },
  {
    what: 'CPU of a login at the storefront',
    bench: 'storefront',
    row: 'CPU of a storefront login',
    of: 'ours',
  },
  {
    ...{ what: 'Signatures over the API, one process on PostgreSQL', bench: 'api', of: 'ours' },
    row: 'POST auth against bare node:http',
  },
  {
    ...{ what: 'Logins over the API on the embedded database', bench: 'embedded', of: 'ours' },
    row: 'logins on the embedded database against PostgreSQL',
  },
  {
    ...{ what: 'Logins at two processes against one', bench: 'processes', of: 'ratio', format: times },
    ...{ otherwise: 'judged on more cores alone' },
    row: 'storefront logins at two processes against one',
  },
  {
    ...{
      what: 'CPU of a login at two processes against one',
      bench: 'processes',
      of: 'ratio',
      format: times,
    },
    row: 'storefront login, CPU at two processes against one',
  },
  {
    ...{
      what: 'Orders that are settled behind a backlog, while Shopify answers at once',
      bench: 'settle',
      of: 'yardstick',
    },
    ...{ row: 'settle 1000 waiting orders', format: perHour(1_000) },
  },
  {
    ...{ what: 'The same while each tenth request of Shopify fails', bench: 'settle', of: 'ours' },
    ...{ row: 'settle 1000 waiting orders', format: perHour(1_000) },
  },
  {
    ...{
      what: 'The first page of 2,000 gates',
      bench: 'gates',
      row: 'gates, the first page of 2,000',
      of: 'ours',
    },
  },
  {
    ...{ what: 'Import of a list of 100,000 wallets, PostgreSQL', bench: 'lists', of: 'ours' },
    row: 'list of 100,000: import, PostgreSQL',
  },
  {
    ...{
      what: 'Most that a page of the admin takes at a million rows against ten thousand, in one shop',
      bench: 'million',
    },
    ...{ row: 'pages, 1000000 rows of each against 10000, 1 shops', of: 'ratio', format: times },
  },
  {
    ...{
      what: 'Most that an unlock, an order or a sweep takes, likewise',
      bench: 'million',
      of: 'ratio',
      format: times,
    },
    row: 'flows and sweeps, 1000000 rows of each against 10000, 1 shops',
  },
  {
    ...{ what: 'The same in 500 shops', bench: 'million', of: 'ratio', format: times },
    row: 'flows and sweeps, 1000000 rows of each against 10000, 500 shops',
  },
  { what: 'Space that 1,000 orders take', bench: 'storage', row: 'stored of 1,000 orders', of: 'ours' },
  { what: 'Space after a year of 100,000 orders', bench: 'storage', row: 'stored after a year', of: 'ours' },
]

const START = '<!-- figures: written by npm run bench -->\n'
const END = '<!-- end of figures -->\n'

/** Put the figures of a run into docs/capacity.md. @throws Error if the page has no place for them */
export function writeFigures(page: string, benchmarks: Benchmarks | null): string {
  const [before, rest] = page.split(START)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined)
    throw new Error('docs/capacity.md has no place for figures.')
  return `${before}${START}\n${formatFigures(benchmarks)}\n${END}${after}`
}

function formatFigures(benchmarks: Benchmarks | null): string {
  const lines = FIGURES.map((figure) => {
    const { what, bench } = figure
    const isAsked = benchmarks && (benchmarks.sections[bench] || bench in benchmarks.failures)
    const [value, day] = isAsked
      ? [formatFigure(figure, benchmarks), `${benchmarks.measuredOn} `]
      : ['not measured yet', '']
    return `| ${what} | ${value} | \`npm run bench ${bench}\` | ${day}|`
  })
  const about = benchmarks?.about.map((line) => `- ${line}\n`).join('') ?? ''
  const table = ['| what | figure | measured by | on |', '| --- | --- | --- | --- |', ...lines, ''].join('\n')
  return about === '' ? table : `${table}\n${about}`
}

function formatFigure({ bench, row, of, format, otherwise }: Figure, benchmarks: Benchmarks): string {
  if (bench in benchmarks.failures) return 'the bench failed'
  const found = benchmarks.sections[bench]?.filter(({ name }) => name.startsWith(row)) ?? []
  if (found.length > 1) throw new Error(`Several rows of the bench ${bench} begin with "${row}".`)
  const [one] = found
  if (!one) return otherwise ?? 'the row was missing'
  // As BENCHMARKS.md has it, so that both pages say the same.
  const value = round(one[of])
  return format ? format(Number(value)) : `${value} ${one.unit}`
}

/** The figures for which a bench that ended had no row, in a sentence each. Numbers in a row's name may differ. */
export function listLost(sections: Benchmarks['sections']): string[] {
  return FIGURES.filter(({ bench, row, otherwise }) => {
    const isThere = sections[bench]?.some(({ name }) => toKind(name).startsWith(toKind(row)))
    return sections[bench] && !isThere && otherwise === undefined
  }).map(
    ({ what, bench, row }) =>
      `docs/capacity.md has no figure "${what}": no row of the bench ${bench} begins with "${row}".`,
  )
}
