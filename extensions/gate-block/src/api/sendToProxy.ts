import { GateError } from './GateError.ts'

export type SendToProxyParameters = {
  readonly url: string
  readonly body: unknown
  readonly signal: AbortSignal
  /** Default: 30 seconds. */
  readonly timeoutMs?: number
}

/**
 * Post JSON to the app through the shop's proxy. Only JSON counts as an answer: a storefront may answer an HTML page
 * with status 200.
 * @throws {GateError} also for a timeout or a lost connection; if `signal` aborts, the abort error is thrown as it is.
 */
export async function sendToProxy(parameters: SendToProxyParameters): Promise<unknown> {
  const { url, body, signal, timeoutMs = 30_000 } = parameters
  const controller = new AbortController()
  const abort = () => controller.abort()
  signal.addEventListener('abort', abort)
  const timer = setTimeout(abort, timeoutMs)
  try {
    signal.throwIfAborted()
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      signal: controller.signal,
    })
    const answer = (await response.json().catch(() => signal.throwIfAborted())) as { code?: unknown } | null
    if (response.ok && answer) return answer
    throw new GateError(response.status === 429 ? 'busy' : `${answer?.code ?? ''}`)
  } catch (error) {
    throw signal.aborted || error instanceof GateError ? error : new GateError('')
  } finally {
    clearTimeout(timer)
  }
}
