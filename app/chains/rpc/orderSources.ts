import type { Source } from './createSource.ts'

/**
 * Put the sources in the order they are asked: healthy ones as configured, then those that rest. Those that must not
 * be asked are left out; `waitMs` is when the first of them may be, null where there is none.
 */
export function orderSources(sources: readonly Source[]): {
  readonly ready: readonly Source[]
  readonly waitMs: number | null
} {
  const [only] = sources
  if (sources.length === 1 && only && only.barredMs() === 0) return { ready: sources, waitMs: null }
  const open = sources.filter((source) => source.barredMs() === 0)
  const ready = [
    ...open.filter((source) => !source.isResting()),
    ...open.filter((source) => source.isResting()),
  ]
  const waits = sources.map((source) => source.barredMs()).filter((ms) => ms > 0)
  return { ready, waitMs: waits.length === 0 ? null : Math.min(...waits) }
}
