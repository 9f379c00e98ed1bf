import type { EndpointAbility } from '../../core/chain/types.ts'
import { addCheckedHead } from './addCheckedHead.ts'
import type { Endpoint } from './createEndpoint.ts'
import type { Attempt, Endpoints } from './createEndpoints.ts'
import { toEndpointError } from './endpointError.ts'
import { type Envelope, parseEnvelope } from './jsonRpc.ts'
import { sendJson } from './sendJson.ts'
import type { Answering, ComposedRequest } from './types.ts'

type SendToEndpointParameters<T> = Attempt & {
  readonly endpoints: Endpoints
  readonly compose: (ability: EndpointAbility) => ComposedRequest<T>
  readonly maxBytes: number
  readonly warn?: (sentence: string) => void
}

/**
 * Send one request to one endpoint, and record the outcome in the endpoint's health.
 * @throws {EndpointError}
 */
export async function sendToEndpoint<T>(parameters: SendToEndpointParameters<T>): Promise<T> {
  const { endpoint, endpoints, compose, timeoutMs, maxBytes, signal, warn } = parameters
  const ability = endpoint.ability()
  const addHead = (block: bigint) => addCheckedHead({ endpoint, endpoints, block })
  const started = performance.now()
  endpoint.begin()
  try {
    const { body: asked, path, statuses, read } = compose(ability)
    const body = typeof asked === 'string' || asked === null ? asked : JSON.stringify(asked)
    // Multicall3's answers are several times as long as those of our own program.
    const most = ability === 'multicall3' ? 8 * maxBytes : maxBytes
    const { setSkew: tellSkew } = endpoint
    const url = path === undefined ? endpoint.url : addPath(endpoint.url, path)
    const text = await sendJson({ url, body, timeoutMs, maxBytes: most, statuses, signal, tellSkew })
    const value = read(text, { source: endpoint.name, ability, addHead })
    endpoint.succeed(performance.now() - started)
    return value
  } catch (error) {
    const ms = performance.now() - started
    const failure = toEndpointError(error)
    if (signal.aborted) endpoint.abandon(ms)
    else {
      endpoint.fail(failure, ms)
      warn?.(`${endpoint.title} failed: ${failure.message}.`)
    }
    throw failure
  }
}

type SendOneCallParameters<T> = {
  readonly endpoint: Endpoint
  /** The endpoints that `endpoint` belongs to. */
  readonly endpoints: Endpoints
  readonly method: string
  readonly params: readonly unknown[]
  /** An error that it throws counts as a failure of the endpoint. */
  readonly read: (envelope: Envelope, from: Answering) => T
}

const timeoutMs = 5_000
const maxBytes = 16 * 1024

/**
 * Send one call to one endpoint, outside any check. Takes five seconds and 16 KiB at most.
 * @throws {EndpointError}
 */
export function sendOneCall<T>({
  endpoint,
  endpoints,
  method,
  params,
  read,
}: SendOneCallParameters<T>): Promise<T> {
  return sendToEndpoint({
    endpoint,
    endpoints,
    timeoutMs,
    maxBytes,
    signal: new AbortController().signal,
    compose: () => ({
      body: { jsonrpc: '2.0', id: 1, method, params },
      read: (text, from) => read(parseEnvelope({ text, id: 1 }), from),
    }),
  })
}

/** Add a path and its query to an endpoint's URL, whose own query may be a key. Flow's URLs are written with /v1, too. */
function addPath(url: URL, path: string): URL {
  const [pathname = '', query = ''] = path.split('?')
  const added = new URL(url)
  added.pathname = url.pathname.replace(/\/(?:v1\/?)?$/, '') + pathname
  added.search = [url.search.slice(1), query].filter(Boolean).join('&')
  return added
}
