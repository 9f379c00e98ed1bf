import { PalisadeError } from './PalisadeError.ts'
import type { ReadOptions } from './readOptions.ts'

/** The segments of an address below the API's, e.g. `['auth', 'validate']`. */
export type Path = readonly string[]

export type SendRequestParameters = {
  readonly options: ReadOptions
  readonly path: Path
  /** An object is sent as JSON, `URLSearchParams` as a form. */
  readonly body?: object
  /** Default: POST with a body, GET without. */
  readonly method?: 'POST' | 'PUT' | 'DELETE'
  readonly query?: Readonly<Record<string, string>>
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal | undefined
  /** The request uses something up, so a failed one is sent again only if the server refused it unread. */
  readonly isOnce?: boolean
}
type Answer = { readonly status: number; readonly retryAfterSeconds: number | null; readonly json: unknown }

const MOST_ATTEMPTS = 3

/**
 * Call the API. Waits as `Retry-After` asks and sends again, at most twice, if that fits into the call's time.
 * @throws {PalisadeError}
 */
export async function sendRequest<Result>(parameters: SendRequestParameters): Promise<Result> {
  const { options, isOnce = false } = parameters
  const address = `${options.url}/${composePath(parameters.path)}${composeQuery(parameters.query)}`
  const endsAt = performance.now() + options.timeoutMs
  const timeout = AbortSignal.timeout(options.timeoutMs)
  const signal = parameters.signal ? AbortSignal.any([parameters.signal, timeout]) : timeout
  for (let attempt = 1; ; attempt++) {
    const answer = await sendOnce({ ...parameters, address, signal }).catch(throwOwnReason(parameters.signal))
    if (answer.status < 300) return answer.json as Result
    const waitMs = (answer.retryAfterSeconds ?? Number.POSITIVE_INFINITY) * 1000
    const mayRepeat = answer.status === 429 || (answer.status === 503 && !isOnce)
    if (!mayRepeat || attempt === MOST_ATTEMPTS || performance.now() + waitMs >= endsAt)
      throw describeRefusal(answer)
    await queueFor(waitMs, signal)
      .catch((reason: unknown) => {
        throw describeFailure(reason, options.timeoutMs)
      })
      .catch(throwOwnReason(parameters.signal))
  }
}

type SendOnceParameters = Pick<SendRequestParameters, 'options' | 'body' | 'method' | 'idempotencyKey'> & {
  readonly address: string
  readonly signal: AbortSignal
}

function formatBody(body: object): string {
  try {
    return JSON.stringify(body)
  } catch (cause) {
    const message =
      'The parameters have a value that JSON cannot carry, such as a bigint: pass it as a text, as in "5".'
    throw new PalisadeError({ code: 'ERR_CLIENT_INPUT', message, cause })
  }
}

async function sendOnce(parameters: SendOnceParameters): Promise<Answer> {
  const { options, address, body, method, idempotencyKey, signal } = parameters
  const { apiKey, fetch, timeoutMs } = options
  const isForm = body instanceof URLSearchParams
  const text = body && !isForm ? formatBody(body) : body
  let response: Response
  let said: string
  try {
    response = await fetch(address, {
      method: method ?? (body ? 'POST' : 'GET'),
      headers: {
        authorization: `Basic ${btoa(`${apiKey}:`)}`,
        ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(text ? { body: text } : {}),
      // The API never redirects; a key must not follow one. Cloudflare's runtime knows no 'error'.
      redirect: 'manual',
      signal,
    })
    said = await response.text()
  } catch (cause) {
    throw describeFailure(cause, timeoutMs)
  }
  const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'))
  return { status: response.status, retryAfterSeconds, json: parseObject(said, response.status) }
}

/** Rejects with the signal's reason. */
function queueFor(waitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    const timer = setTimeout(finish, waitMs)
    if (signal.aborted) finish()
    else signal.addEventListener('abort', finish)
  })
}

/** Each part stays one segment, so that what a caller passes on never names another address. */
function composePath(path: Path): string {
  const isWrong = (part: unknown) =>
    typeof part !== 'string' || /^\.{0,2}$/.test(part) || /\p{Surrogate}/u.test(part)
  if (!path.some(isWrong)) return path.map(encodeURIComponent).join('/')
  const message = `"${path.find(isWrong)}" is not a chain, wallet, contract, gate or webhook.`
  throw new PalisadeError({ code: 'ERR_CLIENT_INPUT', message })
}

function composeQuery(query: Readonly<Record<string, string>> = {}): string {
  const text = new URLSearchParams(query).toString()
  return text === '' ? '' : `?${text}`
}

/** Seconds, or a date; null for what is neither. @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function parseRetryAfter(value: string | null): number | null {
  if (value === null) return null
  if (/^\d{1,9}$/.test(value)) return Number(value)
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000))
}

function parseObject(text: string, status: number): object {
  const isRedirect = status === 0 || (status >= 300 && status < 400)
  try {
    const json: unknown = JSON.parse(text)
    if (!isRedirect && typeof json === 'object' && json !== null && !Array.isArray(json)) return json
  } catch {
    // Told below.
  }
  // A proxy's own page for a busy or restarting server may be tried again.
  if (status === 429 || status === 503) return {}
  const message = `The answer with status ${status} is not from Palisade's API. Check the option "url".`
  throw new PalisadeError({ code: 'ERR_CLIENT_ANSWER', message, status })
}

function describeRefusal({ status, retryAfterSeconds, json }: Answer): PalisadeError {
  const answer = json as Readonly<Record<string, unknown>>
  // The limit of the server's pages has its code under `code`.
  const code = [answer.error, answer.code].find((one) => typeof one === 'string' && one.startsWith('ERR_'))
  return new PalisadeError({
    code: (code as `ERR_${string}` | undefined) ?? 'ERR_CLIENT_ANSWER',
    message: typeof answer.msg === 'string' ? answer.msg : `The server answered ${status}.`,
    status,
    retryAfterSeconds,
    answer,
  })
}

/** After the caller's own `signal`, throw its reason, whatever it is. */
function throwOwnReason(signal: AbortSignal | undefined) {
  return (error: unknown): never => {
    throw signal?.aborted ? signal.reason : error
  }
}

/** Map what fetch throws: a TypeError by its standard, and other errors on some runtimes. */
function describeFailure(cause: unknown, timeoutMs: number): PalisadeError {
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : ''
  if (name === 'TimeoutError') {
    const message = `Palisade did not answer within ${timeoutMs} ms.`
    return new PalisadeError({ code: 'ERR_CLIENT_TIMEOUT', message, cause })
  }
  const message = 'Palisade could not be reached. Check the option "url" and the network.'
  return new PalisadeError({ code: 'ERR_CLIENT_NETWORK', message, cause })
}
