import type { ChainSlug, EndpointAbility, EndpointReport } from '../../core/chain/types.ts'
import { createHeads, type Heads } from './createHeads.ts'
import type { CountRequest } from './createRpcMetrics.ts'
import type { EndpointError } from './endpointError.ts'
import { formatShortHost } from './readEndpoints.ts'

/** One endpoint with its recent health. */
export type Endpoint = {
  readonly chain: ChainSlug
  /** Display name, e.g. "ethereum 1". */
  readonly name: string
  /** Display name that begins a sentence, e.g. "RPC endpoint 1 of 2 for ethereum". */
  readonly title: string
  /** Contains keys: never show or log it. */
  readonly url: URL
  readonly heads: Heads
  /** Milliseconds for which it must not be asked: it is of another chain, or sent Retry-After. 0 if it may be asked. */
  readonly barredMs: () => number
  /** Whether it failed recently; a resting endpoint is asked after the others. */
  readonly isResting: () => boolean
  readonly hedgeMs: () => number
  readonly ability: () => EndpointAbility
  /** Whether a probe has found out which chain it is of. */
  readonly isJudged: () => boolean
  readonly begin: () => void
  readonly succeed: (ms: number) => void
  readonly fail: (error: EndpointError, ms: number) => void
  /** Record that another endpoint was faster: no failure, but a lower bound of this one's latency. */
  readonly abandon: (ms: number) => void
  /** Record by how many seconds its clock is ahead of this machine's. */
  readonly setSkew: (seconds: number) => void
  /** What its last answer within a minute told of its clock; null if there was none. */
  readonly skewSeconds: () => number | null
  readonly judge: (probed: { readonly ability?: EndpointAbility; readonly isForeign?: boolean }) => void
  readonly report: () => EndpointReport
}

type CreateEndpointParameters = {
  readonly chain: ChainSlug
  readonly name: string
  readonly title: string
  readonly url: URL
  /** Milliseconds since an arbitrary moment. */
  readonly clock: () => number
  readonly count?: CountRequest
}

const firstRestMs = 5_000
const longestRestMs = 60_000
/** For so long an answer tells of a server's clock. */
const skewMs = 60_000

/** Make an endpoint without any history. */
export function createEndpoint({
  chain,
  name,
  title,
  url,
  clock,
  count,
}: CreateEndpointParameters): Endpoint {
  const latencies = createLatencies()
  const heads = createHeads({ clock })
  let requests = 0
  let failures = 0
  let failuresInRow = 0
  let restsUntil = Number.NEGATIVE_INFINITY
  let barredUntil = Number.NEGATIVE_INFINITY
  let isForeign: boolean | null = null
  let ability: EndpointAbility | null = null
  // Kept against a clock that nobody sets, so that it is right also after this machine's clock was set.
  let skew: { readonly seconds: number; readonly at: number } | null = null
  const readOffset = () => (Date.now() - clock()) / 1000
  const barredMs = () => (isForeign ? longestRestMs : Math.max(0, barredUntil - clock()))
  const isResting = () => clock() < restsUntil

  return {
    chain,
    name,
    title,
    url,
    heads,
    barredMs,
    isResting,
    hedgeMs: latencies.hedgeMs,
    ability: () => ability ?? 'deployless',
    isJudged: () => isForeign !== null,
    begin: () => {
      requests++
    },
    setSkew: (seconds) => {
      skew = { seconds: seconds + readOffset(), at: clock() }
    },
    skewSeconds: () => (skew !== null && clock() - skew.at < skewMs ? skew.seconds - readOffset() : null),
    succeed: (ms) => {
      failuresInRow = 0
      restsUntil = Number.NEGATIVE_INFINITY
      latencies.add(ms)
      count?.({ chain, source: name, outcome: 'answered', ms })
    },
    fail: (error, ms) => {
      failures++
      count?.({ chain, source: name, outcome: error.reason, ms })
      if (error.isQuestion) return
      failuresInRow++
      restsUntil = clock() + Math.min(longestRestMs, firstRestMs * 2 ** (failuresInRow - 1))
      if (error.retryAfterMs !== null) barredUntil = clock() + Math.min(longestRestMs, error.retryAfterMs)
    },
    abandon: (ms) => {
      latencies.add(ms)
      count?.({ chain, source: name, outcome: 'abandoned', ms })
    },
    judge: (probed) => {
      if (probed.isForeign !== undefined) isForeign = probed.isForeign
      if (probed.ability) ability = probed.ability
    },
    report: () => {
      const state = isForeign
        ? 'wrong chain'
        : barredMs() > 0 || isResting()
          ? 'resting'
          : requests === 0
            ? 'never asked'
            : 'healthy'
      const [p50Ms, p95Ms] = [latencies.percentile(0.5), latencies.percentile(0.95)]
      const head = heads.latest()
      const host = formatShortHost(url)
      return { chain, name, host, state, requests, failures, p50Ms, p95Ms, ability, head }
    },
  }
}

/** How long the last answers of an endpoint took, in milliseconds. */
type Latencies = {
  readonly add: (ms: number) => void
  /** Null while there are none. */
  readonly percentile: (share: number) => number | null
  /**
   * Delay before a second endpoint is asked too: the 95th percentile, within 50 ms and 2 s; 1 s before eight answers.
   */
  readonly hedgeMs: () => number
}

const most = 64
const fewest = 8
const unknownMs = 1_000

/** Keep the times of the last 64 answers. */
function createLatencies(): Latencies {
  const times: number[] = []
  let added = 0
  let hedge: number | null = null
  const percentile = (share: number): number | null => {
    const sorted = [...times].sort((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
  }
  return {
    add: (ms) => {
      times[added % most] = ms
      added++
      // Recompute only after every eighth answer: sorting each time costs more than it gains.
      if (added % fewest === 0) hedge = null
    },
    percentile,
    hedgeMs: () => {
      if (added < fewest) return unknownMs
      hedge ??= Math.min(2_000, Math.max(50, percentile(0.95) ?? unknownMs))
      return hedge
    },
  }
}
