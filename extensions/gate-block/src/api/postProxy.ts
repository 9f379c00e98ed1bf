/** The proxy said no, or did not answer: `code` is its `ERR_…`, or '' where it could not be understood. */
export class ProxyError extends Error {
  // Declared only: a class field would bring its own helper into the bundle.
  declare readonly code: string
  declare readonly status: number
  constructor(status: number, code: string) {
    super(code || `The shop answered ${status}.`)
    this.status = status
    this.code = code
  }
}

export type PostProxyParameters = {
  readonly url: string
  readonly body: unknown
  readonly signal: AbortSignal
  readonly timeoutMs: number
}

/**
 * Post JSON to the app through the shop's proxy.
 *
 * A storefront may answer a page of HTML with status 200: only JSON is an answer.
 * @throws {ProxyError} also for a timeout or a lost connection; an abort of `signal` is passed on as it is.
 */
export async function postProxy(parameters: PostProxyParameters): Promise<unknown> {
  const { url, body, signal, timeoutMs } = parameters
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
    const isJson = /^application\/json\b/.test(response.headers.get('content-type') ?? '')
    const answer: unknown = isJson ? await response.json() : null
    if (response.ok && answer) return answer
    const code = (answer as { code?: unknown } | null)?.code
    throw new ProxyError(response.status, typeof code === 'string' ? code : '')
  } catch (error) {
    if (signal.aborted || error instanceof ProxyError) throw error
    throw new ProxyError(0, '')
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
}
