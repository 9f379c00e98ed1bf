import type { EndpointAbility } from '../../core/chain/types.ts'
import { addCheckedHead } from './addCheckedHead.ts'
import type { Endpoints } from './createEndpoints.ts'
import { toEndpointError } from './endpointError.ts'
import { sendJson } from './sendJson.ts'
import type { Attempt } from './sendToFastest.ts'
import type { ComposedRequest } from './types.ts'

export type SendToEndpointParameters<T> = Attempt & {
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
    const { body: asked, read } = compose(ability)
    const body = typeof asked === 'string' ? asked : JSON.stringify(asked)
    // Multicall3's answers are several times as long as those of our own program.
    const most = ability === 'multicall3' ? 8 * maxBytes : maxBytes
    const text = await sendJson({ url: endpoint.url, body, timeoutMs, maxBytes: most, signal })
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
