import type { Endpoint } from './createEndpoint.ts'

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
