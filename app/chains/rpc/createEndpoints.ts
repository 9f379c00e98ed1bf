import type { ChainSlug, EndpointReport } from '../../core/chain/types.ts'
import { createEndpoint, type Endpoint } from './createEndpoint.ts'
import type { CountRequest } from './createRpcMetrics.ts'
import type { EndpointUrls } from './readEndpoints.ts'

/** Use of the endpoints: every check, second opinions, or assets that only a DAS index has. */
type EndpointRole = 'first' | 'second' | 'das'

type CreateEndpointsParameters = {
  readonly endpointUrls: EndpointUrls
  readonly role?: EndpointRole
  /** Second opinions. A single report of one of them proves that an endpoint lags. */
  readonly witnesses?: Endpoints
  /** Milliseconds since an arbitrary moment. */
  readonly clock?: () => number
  readonly count?: CountRequest
}

/** The endpoints of each chain, in the order they were configured. */
export type Endpoints = {
  readonly of: (chain: ChainSlug) => readonly Endpoint[]
  readonly list: () => readonly Endpoint[]
  readonly witnesses: Endpoints | null
  readonly clock: () => number
  /** For display, grouped by chain. */
  readonly report: () => EndpointReport[]
}

/** Make the endpoints of the configured URLs. Clients that share the endpoints share their health. */
export function createEndpoints(parameters: CreateEndpointsParameters): Endpoints {
  const {
    endpointUrls,
    role = 'first',
    witnesses = null,
    clock = () => performance.now(),
    count,
  } = parameters
  const byChain = new Map(
    [...endpointUrls].map(([chain, urls]) => [
      chain,
      urls.map((url, i) =>
        createEndpoint({
          chain,
          ...formatEndpointName({ role, chain, number: i + 1, of: urls.length }),
          url: new URL(url),
          clock,
          count,
        }),
      ),
    ]),
  )
  const list = () => [...byChain.values()].flat()
  return {
    of: (chain) => byChain.get(chain) ?? [],
    list,
    witnesses,
    clock,
    report: () => list().map((endpoint) => endpoint.report()),
  }
}

function formatEndpointName({
  role,
  chain,
  number,
  of,
}: {
  role: EndpointRole
  chain: ChainSlug
  number: number
  of: number
}): { name: string; title: string } {
  switch (role) {
    case 'first':
      return { name: `${chain} ${number}`, title: `RPC endpoint ${number} of ${of} for ${chain}` }
    case 'second':
      return { name: `${chain} second opinion`, title: `Second opinion for ${chain}` }
    case 'das':
      return { name: `${chain} index ${number}`, title: `DAS endpoint ${number} of ${of} for ${chain}` }
  }
}

/**
 * Order endpoints as they are asked: healthy ones as configured, then resting ones. Barred ones are left out. `waitMs`
 * is the time until the first barred one may be asked, null if none is barred.
 */
export function sortEndpoints(endpoints: readonly Endpoint[]): {
  readonly ready: readonly Endpoint[]
  readonly waitMs: number | null
} {
  const [only] = endpoints
  if (endpoints.length === 1 && only && only.barredMs() === 0) return { ready: endpoints, waitMs: null }
  const open = endpoints.filter((endpoint) => endpoint.barredMs() === 0)
  const ready = [
    ...open.filter((endpoint) => !endpoint.isResting()),
    ...open.filter((endpoint) => endpoint.isResting()),
  ]
  const waits = endpoints.map((endpoint) => endpoint.barredMs()).filter((ms) => ms > 0)
  return { ready, waitMs: waits.length === 0 ? null : Math.min(...waits) }
}

type SendToFastestParameters<T> = {
  /** In the order they are asked; at least one. */
  readonly endpoints: readonly Endpoint[]
  readonly ask: (attempt: Attempt) => Promise<T>
  /** Limit for each endpoint. */
  readonly timeoutMs: number
  /** For all endpoints together. */
  readonly wholeMs: number
  /** Whether an answer ends the race. An incomplete answer is kept in case no complete one comes. */
  readonly isWhole?: (answer: T) => boolean
  /** Whether an incomplete answer replaces the one that is kept. */
  readonly isBetter?: (answer: T, than: T) => boolean
}
export type Attempt = {
  readonly endpoint: Endpoint
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** Milliseconds that an endpoint leaves for each later one. If there is too little for all, they share it equally. */
const leftMs = 1_000
const mostAtOnce = 2

/**
 * Ask the first endpoint. Ask the next one when an endpoint fails, or takes longer than it usually does. The first
 * complete answer wins, and the requests that still run are aborted. Without a complete answer, the best incomplete one
 * wins.
 *
 * Rejects with a list of all errors when no endpoint answered.
 */
export function sendToFastest<T>(parameters: SendToFastestParameters<T>): Promise<T> {
  const { endpoints, ask, timeoutMs, wholeMs, isWhole = () => true, isBetter = () => false } = parameters
  const deadline = performance.now() + wholeMs
  return new Promise((resolve, reject) => {
    const reasons: unknown[] = []
    const running = new Set<AbortController>()
    let kept: { readonly answer: T } | null = null
    let asked = 0
    let hedge: NodeJS.Timeout | undefined

    const limitFor = (index: number): number => {
      const remainingMs = deadline - performance.now()
      const after = endpoints.length - 1 - index
      return Math.min(timeoutMs, Math.max(remainingMs - after * leftMs, remainingMs / (after + 1)))
    }
    const finish = (settle: () => void) => {
      clearTimeout(hedge)
      asked = endpoints.length
      for (const controller of running) controller.abort()
      settle()
    }
    const launch = () => {
      clearTimeout(hedge)
      const endpoint = endpoints[asked]
      const limitMs = limitFor(asked)
      if (!endpoint || limitMs <= 0) {
        asked = endpoints.length
        if (running.size === 0) finish(() => (kept ? resolve(kept.answer) : reject(reasons)))
        return
      }
      asked++
      const controller = new AbortController()
      running.add(controller)
      ask({ endpoint, timeoutMs: limitMs, signal: controller.signal }).then(
        (answer) => {
          if (!running.delete(controller)) return
          if (isWhole(answer)) finish(() => resolve(answer))
          else {
            if (!kept || isBetter(answer, kept.answer)) kept = { answer }
            launch()
          }
        },
        (error: unknown) => {
          if (!running.delete(controller)) return
          reasons.push(error)
          launch()
        },
      )
      if (asked < endpoints.length && running.size < mostAtOnce)
        hedge = setTimeout(launch, endpoint.hedgeMs())
    }
    launch()
  })
}
