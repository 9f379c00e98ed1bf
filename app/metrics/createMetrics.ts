import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { JobCount } from '../core/job/types.ts'
import type { Ceiling } from '../core/limit/createCeiling.ts'
import type { MetricsPort } from '../ports/metrics.ts'

export type CreateMetricsParameters = {
  /** Whether the database answers, can be changed and has this version's migrations. */
  readonly checkDatabase: () => Promise<boolean>
  /** Read when somebody reads the metrics. */
  readonly countConnections: () => Readonly<Record<string, Connections>>
  /** Read when somebody reads the metrics. */
  readonly countAtOnce: Ceiling['count']
  /** The queue of jobs, oldest first due; rejects if the database does not answer. */
  readonly countJobs: () => Promise<readonly JobCount[]>
  /** Unix seconds. */
  readonly now: () => number
}
type Connections = { readonly total: number; readonly idle: number; readonly waiting: number }

export type Metrics = MetricsPort & {
  readonly registry: Registry
  readonly contentType: string
  /** In Prometheus' text format. */
  readonly read: () => Promise<string>
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const SHARES = [0.05, 0.1, 0.25, 0.5, 0.75, 1]
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS'])

/** Make the metrics of this process, with those of Node: CPU, memory, event loop, garbage collection. */
export function createMetrics(parameters: CreateMetricsParameters): Metrics {
  const { countConnections } = parameters
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  openDatabaseMetrics({ registry, countConnections })
  openCeilingMetrics({ registry, ...parameters })
  const readQueue = openQueueMetrics({ registry, ...parameters })
  return {
    ...openRequestMetrics(registry),
    ...openFlowMetrics(registry),
    ...openShopifyMetrics(registry),
    registry,
    contentType: registry.contentType,
    // Before all others: gauges are written in the order of their making.
    read: async () => {
      await readQueue()
      return registry.metrics()
    },
  }
}

function openRequestMetrics(registry: Registry): Pick<MetricsPort, 'countRequest'> {
  const registers = [registry]
  const requests = new Counter({
    name: 'palisade_http_requests_total',
    help: 'Answered HTTP requests, by route pattern, method and class of the status.',
    labelNames: ['route', 'method', 'status'],
    registers,
  })
  const duration = new Histogram({
    name: 'palisade_http_request_seconds',
    help: 'Time until the head of an answer, in seconds, by route pattern.',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  })
  return {
    countRequest: ({ route, method, status, seconds }) => {
      const known = METHODS.has(method) ? method : 'other'
      requests.inc({ route, method: known, status: `${Math.floor(status / 100)}xx` })
      duration.observe({ route }, seconds)
    },
  }
}

function openFlowMetrics(
  registry: Registry,
): Pick<MetricsPort, 'countLogin' | 'countGate' | 'countDroppedAnswers' | 'countReservation' | 'countJob'> {
  const registers = [registry]
  const logins = new Counter({
    name: 'palisade_logins_total',
    help: 'Logins with a wallet, by door and outcome: ok, or the code of the error.',
    labelNames: ['door', 'outcome'],
    registers,
  })
  const gates = new Counter({
    name: 'palisade_unlocks_total',
    help: 'Answers to shoppers about a gate, by outcome: open, why it stayed closed, or unchecked.',
    labelNames: ['outcome'],
    registers,
  })
  const dropped = new Counter({
    name: 'palisade_unlock_log_dropped_total',
    help: 'Answers to shoppers that are missing in the log and the numbers, because the database did not take them.',
    registers,
  })
  const reservations = new Counter({
    name: 'palisade_reservations_total',
    help: 'Requested uses of limited gates, by outcome.',
    labelNames: ['outcome'],
    registers,
  })
  const jobs = new Counter({
    name: 'palisade_jobs_total',
    help: 'Jobs that ran, by kind and outcome: done or failed.',
    labelNames: ['kind', 'outcome'],
    registers,
  })
  const duration = new Histogram({
    name: 'palisade_job_seconds',
    help: 'Duration of a job, in seconds, by kind.',
    labelNames: ['kind'],
    buckets: [0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300],
    registers,
  })
  return {
    countLogin: (login) => logins.inc(login),
    countGate: (outcome) => gates.inc({ outcome }),
    countDroppedAnswers: (count) => dropped.inc(count),
    countReservation: (outcome) => reservations.inc({ outcome }),
    countJob: ({ kind, isFailed, seconds }) => {
      jobs.inc({ kind, outcome: isFailed ? 'failed' : 'done' })
      duration.observe({ kind }, seconds)
    },
  }
}

function openShopifyMetrics(registry: Registry): Pick<MetricsPort, 'countShopifyRequest'> {
  const registers = [registry]
  const requests = new Counter({
    name: 'palisade_shopify_requests_total',
    help: 'Requests to Shopify, by API and outcome: answered, refused, throttled, failed.',
    labelNames: ['api', 'outcome'],
    registers,
  })
  const duration = new Histogram({
    name: 'palisade_shopify_request_seconds',
    help: 'Duration of a request to Shopify, in seconds, by API.',
    labelNames: ['api'],
    buckets: SECONDS,
    registers,
  })
  const left = new Histogram({
    name: 'palisade_shopify_points_left_ratio',
    help: 'Share of a shop’s points that an answer of the Admin API leaves, 0 to 1.',
    buckets: SHARES,
    registers,
  })
  return {
    countShopifyRequest: ({ api, outcome, seconds, pointsLeft }) => {
      requests.inc({ api, outcome })
      duration.observe({ api }, seconds)
      if (pointsLeft !== null) left.observe(pointsLeft)
    },
  }
}

function openDatabaseMetrics({
  registry,
  countConnections,
}: Pick<CreateMetricsParameters, 'countConnections'> & { registry: Registry }): void {
  const gauge = new Gauge({
    name: 'palisade_database_connections',
    help: 'Connections to PostgreSQL, by pool and state: total, idle, and waiting for callers without one.',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect: () => {
      for (const [pool, counts] of Object.entries(countConnections()))
        for (const [state, count] of Object.entries(counts)) gauge.set({ pool, state }, count)
    },
  })
}

function openCeilingMetrics({
  registry,
  countAtOnce,
}: Pick<CreateMetricsParameters, 'countAtOnce'> & { registry: Registry }): void {
  const registers = [registry]
  const gauge = new Gauge({
    name: 'palisade_requests_at_once',
    help: 'Logins and unlocks that this process answers now (inside), and the most that it answers at once (ceiling).',
    labelNames: ['state'],
    registers,
    collect: () => {
      const { inside, most } = countAtOnce()
      gauge.set({ state: 'inside' }, inside)
      gauge.set({ state: 'ceiling' }, most)
    },
  })
  let told = 0
  const turned = new Counter({
    name: 'palisade_requests_turned_away_total',
    help: 'Logins and unlocks that were told to come back later, because the ceiling was reached.',
    registers,
    collect: () => {
      const { turnedAway } = countAtOnce()
      turned.inc(turnedAway - told)
      told = turnedAway
    },
  })
}

/** A scraper gives up after ten seconds, and would take the whole server for dead. */
const MOST_MS = 5_000

/** The queue is read from the database when somebody reads the metrics. It is shared, so every process tells the same. */
function openQueueMetrics({
  registry,
  checkDatabase,
  countJobs,
  now,
}: Omit<CreateMetricsParameters, 'countConnections'> & { registry: Registry }): () => Promise<void> {
  const registers = [registry]
  const isUp = new Gauge({
    name: 'palisade_database_up',
    help: 'Whether the database answered when the metrics were read, and can be changed: 1 or 0.',
    registers,
  })
  const oldest = new Gauge({
    name: 'palisade_jobs_oldest_seconds',
    help: 'How long the oldest job has waited since it was first due, failed ones included, in seconds, by kind.',
    labelNames: ['kind'],
    registers,
  })
  const queue = new Gauge({
    name: 'palisade_jobs_queued',
    help: 'Jobs in the queue, by kind and state: waiting, running, and failing for those that failed at least once.',
    labelNames: ['kind', 'state'],
    registers,
  })
  return async () => {
    const late = new Promise<null>((resolve) => setTimeout(resolve, MOST_MS, null).unref())
    const [counts, isGood] = await Promise.all([
      Promise.race([countJobs().catch(() => null), late]),
      Promise.race([checkDatabase().catch(() => null), late]),
    ])
    isUp.set(counts !== null && isGood === true ? 1 : 0)
    // Nothing is better than an old number.
    queue.reset()
    oldest.reset()
    for (const { kind, waiting, running, failing, oldestDueAt } of counts ?? []) {
      queue.set({ kind, state: 'waiting' }, waiting)
      queue.set({ kind, state: 'running' }, running)
      queue.set({ kind, state: 'failing' }, failing)
      oldest.set({ kind }, oldestDueAt === null ? 0 : Math.max(0, now() - oldestDueAt))
    }
  }
}
