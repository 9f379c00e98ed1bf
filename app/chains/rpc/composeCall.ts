import type { EndpointAbility } from '../../core/chain/types.ts'
import { composeBatch } from './composeBatch.ts'
import { toEndpointError } from './endpointError.ts'
import { parseEnvelope } from './parseEnvelopes.ts'
import { toQuestionError } from './toQuestionError.ts'
import type { ComposedRequest, RpcCall } from './types.ts'

export type ComposeCallParameters<T> = {
  readonly call: RpcCall<T>
  readonly ability: EndpointAbility
  readonly nextId: () => number
}

/** Compose one call as JSON-RPC, or as a batch of several if the endpoint needs `encode`. */
export function composeCall<T>({ call, ability, nextId }: ComposeCallParameters<T>): ComposedRequest<T> {
  if (ability !== 'deployless' && call.encode) {
    const { body, read } = composeBatch({ calls: [call], ability, nextId })
    return {
      body,
      read: (text, from) => {
        const [only] = read(text, from)
        if (only?.kind === 'answer') return only.value
        throw only?.error ?? toEndpointError(null)
      },
    }
  }
  const id = nextId()
  const { method, params, paramsJson = JSON.stringify(params), parse, isPinned } = call
  return {
    body: `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)},"params":${paramsJson}}`,
    read: (text, from) => {
      const envelope = parseEnvelope({ text, id })
      if (envelope.kind === 'error') throw toQuestionError({ envelope, isPinned })
      return parse(envelope.result, from)
    },
  }
}
