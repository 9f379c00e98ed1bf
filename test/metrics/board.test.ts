import { readFileSync } from 'node:fs'
import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, test } from 'vitest'
import { createRpcMetrics } from '../../app/chains/rpc/createRpcMetrics.ts'
import { createMetrics } from '../../app/metrics/createMetrics.ts'

/*
 * The Grafana board and the alert rules name only metrics and labels that a server has.
 */
const BOARD = 'deploy/grafana/palisade.json'
const ALERTS = 'deploy/prometheus/alerts.yml'
/** Prometheus makes these itself. */
const OF_PROMETHEUS = { metrics: ['up'], labels: ['instance', 'job'] }

type Selected = { readonly metric: string; readonly labels: readonly string[] }

/** Read the metrics that a query selects. @throws Error if it is no PromQL */
function readQuery(query: string): { selected: Selected[]; grouped: string[] } {
  // Grafana puts a duration in place of its variable.
  const text = query.replaceAll('$__rate_interval', '5m')
  const selected: Selected[] = []
  const grouped: string[] = []
  const take = ({ from, to }: { from: number; to: number }) => text.slice(from, to)
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) throw new Error(`No PromQL at ${node.from}: ${query}`)
      if (node.name === 'VectorSelector') {
        const name = node.node.getChild('Identifier')
        const matchers = node.node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []
        const labels = matchers.flatMap((one) => one.getChild('LabelName') ?? []).map(take)
        if (name) selected.push({ metric: take(name), labels })
      }
      if (node.name === 'GroupingLabels') grouped.push(...node.node.getChildren('LabelName').map(take))
    },
  })
  return { selected, grouped }
}

function listBoardQueries(): string[] {
  const board = JSON.parse(readFileSync(BOARD, 'utf8')) as { panels: { targets: { expr: string }[] }[] }
  return board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
}

function listAlertQueries(): string[] {
  return [...readFileSync(ALERTS, 'utf8').matchAll(/^ +expr: (.+)$/gm)].map(([, query = '']) => query)
}

/** Scrape metrics of which each was used once: the series with their labels. */
async function scrape(): Promise<Map<string, Set<string>>> {
  const metrics = createMetrics({
    checkDatabase: async () => true,
    countConnections: () => ({ requests: { total: 3, idle: 2, waiting: 0 } }),
    countAtOnce: () => ({ inside: 1, turnedAway: 2, most: 10 }),
    countJobs: async () => [{ kind: 'order', waiting: 1, running: 0, failing: 1, oldestDueAt: 10 }],
    now: () => 100,
  })
  metrics.countRequest({ route: '/proxy/unlock', method: 'POST', status: 200, seconds: 0.1 })
  metrics.countLogin({ door: 'storefront', outcome: 'ok' })
  metrics.countGate('open')
  metrics.countReservation('reserved')
  metrics.countJob({ kind: 'order', isFailed: false, seconds: 1 })
  metrics.countShopifyRequest({ api: 'admin', outcome: 'answered', seconds: 0.1, pointsLeft: 0.9 })
  const rpc = createRpcMetrics({ registry: metrics.registry })
  for (const outcome of ['answered', 'abandoned', 'timeout'] as const)
    rpc.count({ chain: 'ethereum', source: 'ethereum 1', outcome, ms: 4 })
  const series = new Map<string, Set<string>>()
  for (const [, name = '', labels = ''] of (await metrics.read()).matchAll(/^(\w+)(?:\{(.*)\})? /gm)) {
    const known = series.get(name) ?? new Set<string>()
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label)
    series.set(name, known)
  }
  return series
}

const queries = [
  ...listBoardQueries().map((query) => [BOARD, query] as const),
  ...listAlertQueries().map((query) => [ALERTS, query] as const),
]

/** List what a query names that no server has. */
async function listUnknown(query: string): Promise<string[]> {
  const series = await scrape()
  const { selected, grouped } = readQuery(query)
  const labelsOf = (metric: string) => [...(series.get(metric) ?? []), ...OF_PROMETHEUS.labels]
  const all = selected.flatMap(({ metric }) => labelsOf(metric))
  return [
    ...selected
      .map(({ metric }) => metric)
      .filter((name) => !series.has(name) && !OF_PROMETHEUS.metrics.includes(name)),
    ...selected.flatMap(({ metric, labels }) => labels.filter((label) => !labelsOf(metric).includes(label))),
    ...grouped.filter((label) => !all.includes(label)),
  ]
}

describe('the board and the alerts', () => {
  test('behavior: both have queries, and the board uses every metric of this app', async () => {
    expect(listBoardQueries().length).toBeGreaterThan(18)
    expect(listAlertQueries().length).toBeGreaterThan(9)
    const used = new Set(
      listBoardQueries().flatMap((query) => readQuery(query).selected.map(({ metric }) => metric)),
    )
    const own = [...(await scrape()).keys()].filter((name) => name.startsWith('palisade_'))
    const bases = new Set(own.map((name) => name.replace(/_(?:bucket|sum|count)$/, '')))
    expect([...bases].filter((base) => !used.has(base) && !used.has(`${base}_bucket`))).toEqual([])
  })

  test.each(queries)('behavior: %s names only what a server has: %s', async (_, query) => {
    expect(readQuery(query).selected.length).toBeGreaterThan(0)
    expect(await listUnknown(query)).toEqual([])
  })

  test.each([
    ['a metric', 'rate(palisade_unlock_total[5m])', ['palisade_unlock_total']],
    ['a label of a selector', 'palisade_jobs_queued{status="failing"}', ['status']],
    ['a label of a group', 'sum by (shop) (palisade_jobs_queued)', ['shop']],
  ])('refuses: %s that no server has', async (_, query, unknown) => {
    expect(await listUnknown(query)).toEqual(unknown)
  })

  test('refuses: a query that is no PromQL', () => {
    expect(() => readQuery('sum(rate(palisade_jobs_total[5m])')).toThrow(/No PromQL/)
  })

  test('behavior: every alert has its line in docs/operations.md', () => {
    const names = [...readFileSync(ALERTS, 'utf8').matchAll(/- alert: (\w+)/g)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(9)
    const guide = readFileSync('docs/operations.md', 'utf8')
    expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
  })
})
