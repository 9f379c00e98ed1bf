import type { Endpoint } from '../rpc/createEndpoint.ts'
import type { Endpoints } from '../rpc/createEndpoints.ts'
import { sendToEndpoint } from '../rpc/sendToEndpoint.ts'
import type { ComposedRequest } from '../rpc/types.ts'

type SendParameters = {
  readonly endpoint: Endpoint
  /** The endpoints that `endpoint` belongs to. */
  readonly endpoints: Endpoints
}

const MAINNET = 'flow-mainnet'
const [ASK_MS, MOST_BYTES] = [5_000, 64 * 1024]

/**
 * Probe whether an endpoint is of Flow's main network. One of another network is barred until a probe finds it on this.
 * @throws {EndpointError} when it does not answer.
 * @see https://github.com/onflow/flow/blob/master/openapi/access.yaml
 */
export async function checkFlowEndpoint({
  endpoint,
  endpoints,
  warn,
}: SendParameters & {
  /** Receives what is wrong with the endpoint, without its URL. */
  readonly warn?: ((sentence: string) => void) | undefined
}): Promise<void> {
  const path = '/v1/network/parameters'
  const network = await sendRequest({ endpoint, endpoints }, { body: null, path, read: readNetwork })
  const isForeign = network !== MAINNET
  endpoint.judge({ isForeign })
  if (isForeign) warn?.(`${endpoint.title} does not serve Flow mainnet. This server does not use it.`)
}

/** Ask an endpoint for its latest sealed block, when that was made and what its clock says. @throws {EndpointError} */
export function readSealedBlock(parameters: SendParameters): Promise<{ readonly timestamp: string }> {
  return sendRequest(parameters, {
    body: null,
    path: '/v1/blocks?height=sealed',
    read: (text, { addHead }) => {
      const [block] = JSON.parse(text) as readonly {
        readonly header?: { readonly height?: unknown; readonly timestamp?: unknown }
      }[]
      const { height, timestamp } = block?.header ?? {}
      if (typeof height !== 'string' || !/^[0-9]{1,18}$/.test(height) || typeof timestamp !== 'string')
        throw new Error('the answer is no block')
      addHead(BigInt(height))
      return { timestamp }
    },
  })
}

function readNetwork(text: string): string {
  const { chain_id } = Object(JSON.parse(text)) as { readonly chain_id?: unknown }
  if (typeof chain_id !== 'string') throw new Error('the answer names no network')
  return chain_id
}

/** Send one request to one endpoint, outside any check. */
function sendRequest<T>({ endpoint, endpoints }: SendParameters, request: ComposedRequest<T>): Promise<T> {
  const { signal } = new AbortController()
  return sendToEndpoint({
    ...{ endpoint, endpoints, signal, timeoutMs: ASK_MS, maxBytes: MOST_BYTES },
    compose: () => request,
  })
}
