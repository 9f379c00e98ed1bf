import type { Endpoint } from './createEndpoint.ts'
import type { Endpoints } from './createEndpoints.ts'
import { type Envelope, parseEnvelope } from './parseEnvelopes.ts'
import { sendToEndpoint } from './sendToEndpoint.ts'
import type { Answering } from './types.ts'

export type SendOneCallParameters<T> = {
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
