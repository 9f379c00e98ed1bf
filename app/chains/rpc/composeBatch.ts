import type { SourceAbility } from '../../core/chain/types.ts'
import { blameQuestion } from './blameQuestion.ts'
import { type Envelope, parseEnvelopes } from './parseEnvelopes.ts'
import { type SourceError, toSourceError } from './sourceError.ts'
import type { ComposedRequest, RpcCall } from './types.ts'

/** Outcome of one call of a batch; a failure still has its SourceError. */
export type CallAnswer<T> =
  | { readonly kind: 'answer'; readonly value: T; readonly source: string }
  | { readonly kind: 'failed'; readonly error: SourceError }

export type ComposeBatchParameters<T> = {
  readonly calls: readonly RpcCall<T>[]
  readonly ability: SourceAbility
  readonly nextId: () => number
}

/** Compose several calls as one JSON-RPC batch. `read` throws a SourceError if every call failed. */
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
          return { kind: 'failed', error: toSourceError(error) }
        }
      })
      const errors = answers.flatMap((answer) => (answer.kind === 'failed' ? answer.error : []))
      // Prefer an error that is the source's fault, so that the source rests.
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
  if (!first) throw toSourceError(null)
  if (isEncoded && own.some(({ kind }) => kind === 'result'))
    return own.map((envelope) => (envelope.kind === 'result' ? envelope.result : null))
  if (first.kind === 'error') throw blameQuestion({ envelope: first, isPinned })
  return first.result
}
