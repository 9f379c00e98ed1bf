import { GateError, isGateError } from './GateError.ts'

export type RequestJsonParameters = {
  readonly url: string
  /** Posted as JSON; absent for a read. */
  readonly body?: unknown
  readonly signal?: AbortSignal
  readonly timeoutMs: number
}

/**
 * Fetch JSON from the shop, within a limit of time. Only JSON counts as an answer: a storefront may answer an HTML page
 * with status 200.
 * @throws {GateError} `network` if nothing came back in time, `server` for an answer that is none, `busy` for 429, else
 * the answer's code. If `signal` aborts, the abort error is thrown as it is.
 */
export async function requestJson({ url, body, signal, timeoutMs }: RequestJsonParameters): Promise<unknown> {
  const controller = new AbortController()
  const abort = () => controller.abort()
  signal?.addEventListener('abort', abort)
  const timer = setTimeout(abort, timeoutMs)
  try {
    signal?.throwIfAborted()
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      signal: controller.signal,
    })
    const text = await response.text()
    const answer = parse(text)
    if (response.ok && answer) return answer
    throw new GateError(response.status === 429 ? 'busy' : `${answer?.code ?? 'server'}`)
  } catch (error) {
    throw signal?.aborted || isGateError(error) ? error : new GateError('network')
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

function parse(text: string): { code?: unknown } | null {
  try {
    return JSON.parse(text) as { code?: unknown } | null
  } catch {
    return null
  }
}
