import { GateError, isGateError } from './GateError.ts'

export type RequestJsonParameters = {
  readonly url: string
  /** Posted as JSON; absent for a read. */
  readonly body?: unknown
  /** A field that every answer has: a storefront may answer other JSON. */
  readonly field: string
  readonly signal?: AbortSignal
  /** Default: the page's `fetch`, which a theme may have replaced. */
  readonly send?: typeof fetch
  /** Default: 30 seconds, for the app behind the shop's proxy. */
  readonly timeoutMs?: number
}

/**
 * Fetch JSON from the shop, within a limit of time. Only JSON counts as an answer: a storefront may answer an HTML page
 * with status 200.
 * @throws {GateError} `network` if nothing came back in time, `server` for an answer that is none, `busy` for 429, else
 * the answer's code, and the app's time as `now` if it refused the request's. If `signal` aborts, the abort error is thrown as it is.
 */
export async function requestJson({
  url,
  body,
  field,
  signal,
  timeoutMs = 30_000,
  send = fetch,
}: RequestJsonParameters): Promise<unknown> {
  const controller = new AbortController()
  const abort = () => controller.abort()
  signal?.addEventListener('abort', abort)
  const timer = setTimeout(abort, timeoutMs)
  let hasAnswer = false
  const ask = async () => {
    const response = await send(url, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: controller.signal,
    })
    hasAnswer = true
    const text = await response.text()
    let answer: Readonly<Record<string, unknown>> | null = null
    try {
      answer = JSON.parse(text)
    } catch {
      // An HTML page, for one.
    }
    if (response.ok && answer?.[field]) return answer
    const error = new GateError(response.status === 429 ? 'busy' : `${answer?.code ?? 'server'}`)
    throw Object.assign(error, { now: answer?.now, wait: Number(response.headers.get('retry-after')) })
  }
  try {
    signal?.throwIfAborted()
    // A `fetch` of another app may ignore the signal.
    const ended = new Promise((_, reject) => {
      controller.signal.onabort = () => reject(controller.signal.reason)
    })
    return await Promise.race([ask(), ended])
  } catch (error) {
    if (signal?.aborted || isGateError(error)) throw error
    // A theme's own `fetch` may answer nothing, or a body that it has read itself.
    throw new GateError(hasAnswer && !controller.signal.aborted ? 'server' : 'network')
  } finally {
    clearTimeout(timer)
  }
}
