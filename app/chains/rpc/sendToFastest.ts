import type { Endpoint } from './createEndpoint.ts'

export type SendToFastestParameters<T> = {
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
