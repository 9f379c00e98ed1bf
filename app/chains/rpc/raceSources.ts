import type { Source } from './createSource.ts'

export type RaceSourcesParameters<T> = {
  /** In the order they are asked; at least one. */
  readonly sources: readonly Source[]
  readonly ask: (attempt: Attempt) => Promise<T>
  /** Limit for each source. */
  readonly timeoutMs: number
  /** For all sources together. */
  readonly wholeMs: number
  /** Whether an answer ends the race. An incomplete answer is kept in case no complete one comes. */
  readonly isWhole?: (answer: T) => boolean
  /** Whether an incomplete answer replaces the one that is kept. */
  readonly isBetter?: (answer: T, than: T) => boolean
}
export type Attempt = { readonly source: Source; readonly timeoutMs: number; readonly signal: AbortSignal }

/** Milliseconds that a source leaves for each later one. If there is too little for all, they share it equally. */
const leftMs = 1_000
const mostAtOnce = 2

/**
 * Ask the first source. Ask the next one when a source fails, or takes longer than it usually does. The first complete
 * answer wins, and the requests that still run are aborted. Without a complete answer, the best incomplete one wins.
 *
 * Rejects with a list of all errors when no source answered.
 */
export function raceSources<T>(parameters: RaceSourcesParameters<T>): Promise<T> {
  const { sources, ask, timeoutMs, wholeMs, isWhole = () => true, isBetter = () => false } = parameters
  const deadline = performance.now() + wholeMs
  return new Promise((resolve, reject) => {
    const reasons: unknown[] = []
    const running = new Set<AbortController>()
    let kept: { readonly answer: T } | null = null
    let asked = 0
    let hedge: NodeJS.Timeout | undefined

    const limitFor = (index: number): number => {
      const remainingMs = deadline - performance.now()
      const after = sources.length - 1 - index
      return Math.min(timeoutMs, Math.max(remainingMs - after * leftMs, remainingMs / (after + 1)))
    }
    const finish = (settle: () => void) => {
      clearTimeout(hedge)
      asked = sources.length
      for (const controller of running) controller.abort()
      settle()
    }
    const launch = () => {
      clearTimeout(hedge)
      const source = sources[asked]
      const limitMs = limitFor(asked)
      if (!source || limitMs <= 0) {
        asked = sources.length
        if (running.size === 0) finish(() => (kept ? resolve(kept.answer) : reject(reasons)))
        return
      }
      asked++
      const controller = new AbortController()
      running.add(controller)
      ask({ source, timeoutMs: limitMs, signal: controller.signal }).then(
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
      if (asked < sources.length && running.size < mostAtOnce) hedge = setTimeout(launch, source.hedgeMs())
    }
    launch()
  })
}
