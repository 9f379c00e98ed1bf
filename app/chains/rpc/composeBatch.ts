import type { EndpointAbility } from '../../core/chain/types.ts'
import { type EndpointError, toEndpointError } from './endpointError.ts'
import { type Envelope, parseEnvelopes } from './parseEnvelopes.ts'
import { toQuestionError } from './toQuestionError.ts'
import type { ComposedRequest, RpcCall } from './types.ts'

/** Outcome of one call of a batch; a failure still has its EndpointError. */
export type CallAnswer<T> =
  | { readonly kind: 'answer'; readonly value: T; readonly source: string }
  | { readonly kind: 'failed'; readonly error: EndpointError }

export type ComposeBatchParameters<T> = {
  readonly calls: readonly RpcCall<T>[]
  readonly ability: EndpointAbility
  readonly nextId: () => number
}

/** Compose several calls as one JSON-RPC batch. `read` throws a EndpointError if every call failed. */
export function composeBatch<T>(parameters: ComposeBatchParameters<T>): ComposedRequest<CallAnswer<T>[]> {
  const { calls, ability, nextId } = parameters
  const parts = calls.map(({ method, params, encode, parse, isPinned }) => {
    const isEncoded = ability !== 'deployless' && encode !== undefined
    const asked = isEncoded ? encode(ability) : [params]
    const requests = asked.map((params) => ({ jsonrpc: '2.0', id: nextId(), method, params }))
    return { isEncoded, isPinned, requests, parse }
  })
  const all = parts.flatMap(({ requests }) => requests)
  return {
    body: all,
    read: (text, from) => {
      const envelopes = parseEnvelopes({ text, ids: all.map(({ id }) => id) })
      let at = 0
      const answers = parts.map(({ isEncoded, isPinned, requests, parse }): CallAnswer<T> => {
        const own = envelopes.slice(at, at + requests.length)
        at += requests.length
        try {
          return {
            kind: 'answer',
            value: parse(readResult({ own, isEncoded, isPinned }), from),
            source: from.source,
          }
        } catch (error) {
          return { kind: 'failed', error: toEndpointError(error) }
        }
      })
      const errors = answers.flatMap((answer) => (answer.kind === 'failed' ? answer.error : []))
      // Prefer an error that is the endpoint's fault, so that the endpoint rests.
      const worst = errors.find(({ isQuestion }) => !isQuestion) ?? errors[0]
      if (worst && errors.length === answers.length) throw worst
      return answers
    },
  }
}

type ReadResultParameters = {
  readonly own: readonly Envelope[]
  readonly isEncoded: boolean
  readonly isPinned: boolean | undefined
}

function readResult({ own, isEncoded, isPinned }: ReadResultParameters): unknown {
  const [first] = own
  if (!first) throw toEndpointError(null)
  if (isEncoded && own.some(({ kind }) => kind === 'result'))
    return own.map((envelope) => (envelope.kind === 'result' ? envelope.result : null))
  if (first.kind === 'error') throw toQuestionError({ envelope: first, isPinned })
  return first.result
}
