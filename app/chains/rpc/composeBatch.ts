import type { RpcCall } from './createRpc.ts'
import type { SourceAbility } from './createSource.ts'
import { type Envelope, parseEnvelopes } from './parseEnvelopes.ts'
import type { ComposedRequest } from './requestSource.ts'
import { type SourceError, toSourceError } from './sourceError.ts'

/** What became of one call of a batch, before it is put into words. */
export type CallAnswer<T> =
  | { readonly kind: 'answer'; readonly value: T; readonly source: string }
  | { readonly kind: 'failed'; readonly error: SourceError }

export type ComposeBatchParameters<T> = {
  readonly calls: readonly RpcCall<T>[]
  readonly ability: SourceAbility
  readonly nextId: () => number
}

/** Say several calls as one JSON-RPC batch. Reading it throws what is wrong where not one call was answered well. */
export function composeBatch<T>(parameters: ComposeBatchParameters<T>): ComposedRequest<CallAnswer<T>[]> {
  const { calls, ability, nextId } = parameters
  const parts = calls.map(({ method, params, encode, parse }) => {
    const isEncoded = ability !== 'deployless' && encode !== undefined
    const asked = isEncoded ? encode(ability) : [params]
    const requests = asked.map((params) => ({ jsonrpc: '2.0', id: nextId(), method, params }))
    return { isEncoded, requests, parse }
  })
  const all = parts.flatMap(({ requests }) => requests)
  return {
    body: all,
    read: (text, from) => {
      const envelopes = parseEnvelopes({ text, ids: all.map(({ id }) => id) })
      let at = 0
      const answers = parts.map(({ isEncoded, requests, parse }): CallAnswer<T> => {
        const own = envelopes.slice(at, at + requests.length)
        at += requests.length
        try {
          return { kind: 'answer', value: parse(readResult({ own, isEncoded }), from), source: from.source }
        } catch (error) {
          return { kind: 'failed', error: toSourceError(error) }
        }
      })
      const [first] = answers
      if (first?.kind === 'failed' && answers.every(({ kind }) => kind === 'failed')) throw first.error
      return answers
    },
  }
}

function readResult({ own, isEncoded }: { own: readonly Envelope[]; isEncoded: boolean }): unknown {
  if (isEncoded) return own.map((envelope) => (envelope.kind === 'result' ? envelope.result : null))
  const [only] = own
  if (only?.kind !== 'result') throw only?.error ?? toSourceError(null)
  return only.result
}
