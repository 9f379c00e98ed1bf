import type { Source } from './createSource.ts'

/**
 * Order sources as they are asked: healthy ones as configured, then resting ones. Barred ones are left out. `waitMs` is
 * the time until the first barred one may be asked, null if none is barred.
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
