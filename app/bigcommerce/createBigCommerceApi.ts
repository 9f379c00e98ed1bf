import { UpstreamError } from '../core/errors/base.ts'
import { createFailure } from './createFailure.ts'

export type ApiRequest = {
  /** Behind the store's part of the URL: `/v3/catalog/products`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly body?: unknown
  /** Whether it must be there. Then a path with nothing at it is an error. */
  readonly mustExist?: boolean
}
/** The APIs of one store. */
export type BigCommerceApi = {
  /**
   * Send a request. Null if there is nothing at the path, and for an answer without content.
   *
   * @throws {UpstreamError} ERR_SHOPIFY_USER with BigCommerce's own sentence; ERR_SHOPIFY_REQUEST, also for what must be
   * there and is not; ERR_SCOPE_MISSING
   */
  readonly send: <Answer>(request: ApiRequest) => Promise<Answer | null>
}
export type CreateBigCommerceApiParameters = {
  readonly fetch: typeof globalThis.fetch
  readonly apiUrl: string
  readonly storeHash: string
  /** Load the app's token in the store. @throws {UpstreamError} ERR_SHOPIFY_REQUEST without one */
  readonly loadToken: () => Promise<string>
  /** Called before each request; throws if the job may be another process's. */
  readonly requireLock?: (() => void) | undefined
  /** Called after each request, for the counters of this process. */
  readonly count?: ((outcome: { status: number | null; seconds: number }) => void) | undefined
}

const ANSWER_MS = 20_000
const MOST_TRIES = 4
/** All waits together, because a person may wait. Jobs retry by themselves. */
const MOST_WAIT_SECONDS = 10
const DEFAULT_WAIT_SECONDS = 1

/**
 * Create the APIs of a store. A throttled request did nothing, so it is sent again once the store has room: at most four
 * tries and ten seconds of waiting. Nothing else is sent twice: who changes something looks whether it was done.
 * @see https://developer.bigcommerce.com/docs/start/best-practices/api-rate-limits
 */
export function createBigCommerceApi(parameters: CreateBigCommerceApiParameters): BigCommerceApi {
  const send: BigCommerceApi['send'] = async (request) => {
    let waited = 0
    for (let tries = 1; ; tries++) {
      const response = await sendOnce(parameters, request)
      if (response.status !== 429) return readAnswer(response, request)
      const wait = readWait(response)
      if (tries === MOST_TRIES || waited + wait > MOST_WAIT_SECONDS) {
        throw createFailure({ status: 429, waitSeconds: wait })
      }
      waited += wait
      await new Promise((resolve) => setTimeout(resolve, wait * 1000))
    }
  }
  return { send }
}

async function sendOnce(
  { fetch, apiUrl, storeHash, loadToken, requireLock, count }: CreateBigCommerceApiParameters,
  { path, query = {}, method = 'GET', body }: ApiRequest,
): Promise<Response> {
  const token = await loadToken()
  requireLock?.()
  const url = new URL(`/stores/${storeHash}${path}`, apiUrl)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
  const started = performance.now()
  const finish = (status: number | null) => count?.({ status, seconds: (performance.now() - started) / 1000 })
  try {
    const response = await fetch(url, {
      method,
      headers: {
        'x-auth-token': token,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    finish(response.status)
    return response
  } catch (cause) {
    finish(null)
    throw createFailure({ status: null, waitSeconds: null, cause })
  }
}

async function readAnswer<Answer>(response: Response, { mustExist }: ApiRequest): Promise<Answer | null> {
  const { status } = response
  if (status === 404 && mustExist) {
    await response.body?.cancel()
    throw createFailure({ status, waitSeconds: null })
  }
  if (status === 404 || status === 204) {
    await response.body?.cancel()
    return null
  }
  if (response.ok) {
    return response.json().catch((cause: unknown) => {
      throw createFailure({ status: null, waitSeconds: null, cause })
    })
  }
  if (status === 401 || status === 403 || status >= 500) throw createFailure({ status, waitSeconds: null })
  throw new UpstreamError('ERR_SHOPIFY_USER', `BigCommerce refused: ${await readRefusal(response)}`, {
    hint: 'Fix the problem that BigCommerce names, then try again.',
  })
}

/** V3 answers with a title and errors by field, V2 with a list of messages. */
type Refusal = {
  readonly title?: string
  readonly errors?: Readonly<Record<string, unknown>> | readonly { readonly title?: string }[]
}

async function readRefusal(response: Response): Promise<string> {
  const answer = (await response.json().catch(() => null)) as
    | Refusal
    | readonly { readonly message?: string }[]
    | null
  const said = Array.isArray(answer)
    ? answer.map((one: { readonly message?: string }) => one.message)
    : listSaid((answer ?? {}) as Refusal)
  const text = said.filter((one): one is string => typeof one === 'string' && one !== '').join(' ')
  const short = text.replace(/\s+/g, ' ').trim().slice(0, 300)
  if (short === '') return `it answered with status ${response.status}.`
  return /[.!?]$/.test(short) ? short : `${short}.`
}

function listSaid({ title, errors }: Refusal): unknown[] {
  if (Array.isArray(errors)) return errors.map((one: { readonly title?: string }) => one.title)
  return [title, ...Object.values(errors ?? {})]
}

function readWait(response: Response): number {
  const ms = Number(response.headers.get('x-rate-limit-time-reset-ms') ?? Number.NaN)
  if (Number.isFinite(ms) && ms >= 0) return ms / 1000
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : DEFAULT_WAIT_SECONDS
}
