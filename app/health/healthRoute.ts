/** One thing that the server needs to serve shoppers. */
export type HealthCheck = {
  readonly name: string
  /** Null if it could not find out. */
  readonly check: () => Promise<boolean | null>
  /** Whether it is told alone: the server serves, also if it does not hold. */
  readonly isAdvice?: boolean
}

export type ReadyRouteParameters = {
  readonly checks: readonly HealthCheck[]
  readonly isDraining: () => boolean
  /** Milliseconds since an arbitrary moment. */
  readonly clock: () => number
  /** Receives each change, so that the log says since when the server is not ready. */
  readonly tell: (sentence: string, isReady: boolean) => void
}

/** How long an answer is reused, so that anybody may ask at any rate. */
const KEPT_MS = 2_000
const CHECK_MS = 5_000

/** Make `/healthz`: whoever gets an answer knows that the event loop turns. It asks nothing and needs nothing. */
export function healthRoute() {
  return async (): Promise<Response> => answer({ status: 'alive' }, 200)
}

/**
 * Make `/readyz`: 200 if every check but advice holds and the server is not stopping, else 503. The body names each check, and no
 * host, version, error or secret. A check that throws, or takes five seconds, does not hold.
 */
export function readyRoute({ checks, isDraining, clock, tell }: ReadyRouteParameters) {
  let kept: { readonly at: number; readonly results: Promise<readonly Result[]> } | null = null
  let lastFailing = ''
  const run = async (): Promise<readonly Result[]> => {
    const results = await Promise.all(checks.map(runCheck))
    const failing = results
      .flatMap(({ name, isGood, isAdvice }) => (isGood || isAdvice ? [] : [name]))
      .join(', ')
    if (failing !== lastFailing)
      tell(failing === '' ? 'Ready again.' : `Not ready: ${failing}.`, failing === '')
    lastFailing = failing
    return results
  }
  return async (): Promise<Response> => {
    if (isDraining()) return answer({ status: 'draining' }, 503)
    if (kept === null || clock() - kept.at >= KEPT_MS) kept = { at: clock(), results: run() }
    const results = await kept.results
    const isReady = results.every(({ isGood, isAdvice }) => isGood || isAdvice)
    const told = Object.fromEntries(results.map(({ name, isGood }) => [name, formatOutcome(isGood)]))
    return answer({ status: isReady ? 'ready' : 'not ready', checks: told }, isReady ? 200 : 503)
  }
}

type Result = { readonly name: string; readonly isGood: boolean | null; readonly isAdvice: boolean }

function formatOutcome(isGood: boolean | null): string {
  if (isGood === null) return 'unknown'
  return isGood ? 'ok' : 'failing'
}

async function runCheck({ name, check, isAdvice = false }: HealthCheck): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean | null>((resolve) => {
    timer = setTimeout(resolve, CHECK_MS, isAdvice ? null : false)
  })
  try {
    return { name, isAdvice, isGood: await Promise.race([check(), late]) }
  } catch {
    return { name, isAdvice, isGood: false }
  } finally {
    clearTimeout(timer)
  }
}

function answer(body: object, status: number): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(JSON.stringify(body), { status, headers })
}
