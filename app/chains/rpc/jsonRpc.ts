import type { EndpointAbility } from '../../core/chain/types.ts'
import { EndpointError, toEndpointError } from './endpointError.ts'
import type { ComposedRequest, RpcCall } from './types.ts'

/** Outcome of one call of a batch; a failure still has its EndpointError. */
export type CallAnswer<T> =
  | { readonly kind: 'answer'; readonly value: T; readonly source: string }
  | { readonly kind: 'failed'; readonly error: EndpointError }

type ComposeBatchParameters<T> = {
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

type ComposeCallParameters<T> = {
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

/** A node's JSON-RPC response to one call: a result or an error. */
export type Envelope =
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly error: EndpointError; readonly complaint: Complaint }

/** Code and message of a JSON-RPC error. The message may contain URLs with keys: never show or log it. */
type Complaint = { readonly code: number | null; readonly text: string }

/**
 * Parse the answer to a single JSON-RPC call.
 * @throws {EndpointError} when it is not a JSON-RPC response, or a result with another id.
 */
export function parseEnvelope({ text, id }: { readonly text: string; readonly id: number }): Envelope {
  return readEnvelope({ answer: parseText(text), ids: [id] }).envelope
}

/**
 * Parse the answer to a batch. The result is in the order of `ids`; the node may answer in any order.
 * @throws {EndpointError} when it is not exactly one answer to each.
 */
function parseEnvelopes({ text, ids }: { readonly text: string; readonly ids: readonly number[] }) {
  const answers = parseText(text)
  if (!Array.isArray(answers)) {
    const { envelope } = readEnvelope({ answer: answers, ids: [...ids, null] })
    throw envelope.kind === 'error' ? envelope.error : nonsense('it sent one answer for a whole batch')
  }
  if (answers.length !== ids.length) throw nonsense('it sent more or fewer answers than there were requests')
  const found = new Map(
    answers.map((answer: unknown) => {
      const { id, envelope } = readEnvelope({ answer, ids })
      return [id, envelope] as const
    }),
  )
  return ids.map((id): Envelope => {
    const envelope = found.get(id)
    if (!envelope) throw nonsense('it sent two answers to one request')
    return envelope
  })
}

function readEnvelope({
  answer,
  ids,
}: {
  readonly answer: unknown
  readonly ids: readonly (number | null)[]
}): { readonly id: number | null; readonly envelope: Envelope } {
  if (typeof answer !== 'object' || answer === null) throw nonsense('the answer is not JSON-RPC')
  if (!('jsonrpc' in answer) || answer.jsonrpc !== '2.0') throw nonsense('the answer is not JSON-RPC')
  const id = ids.find((one) => 'id' in answer && answer.id === one)
  if ('error' in answer && answer.error !== null) {
    // A node that cannot parse a request answers with the id null.
    const complaint = readComplaint(answer.error)
    const error = toError(complaint)
    if (ids.length > 1 && id === undefined) throw error
    return { id: id ?? null, envelope: { kind: 'error', error, complaint } }
  }
  if (id === undefined) throw nonsense('it answered another request')
  if (!('result' in answer)) throw nonsense('the answer is not JSON-RPC')
  return { id, envelope: { kind: 'result', result: answer.result } }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw nonsense('the answer is not JSON')
  }
}

function readComplaint(error: unknown): Complaint {
  if (typeof error !== 'object' || error === null) return { code: null, text: '' }
  return {
    code: 'code' in error && typeof error.code === 'number' ? error.code : null,
    text: 'message' in error && typeof error.message === 'string' ? error.message : '',
  }
}

/** -32005 is "limit exceeded" of EIP-1474. 3 is a call that reverted, as it would on every node. */
function toError({ code }: Complaint): EndpointError {
  const message = `JSON-RPC error ${code ?? 'without a code'}`
  if (code === -32005 || code === 429) return new EndpointError('rate-limit', message)
  return new EndpointError('rpc-error', message, { isQuestion: code === 3 })
}

function nonsense(message: string): EndpointError {
  return new EndpointError('nonsense', message)
}

/**
 * Error messages for a block whose state a node has no longer, or not yet: of geth, Erigon, Nethermind, Besu, reth,
 * anvil and providers' proxies. 4444 is geth's "pruned history unavailable".
 */
const unavailable =
  /missing trie node|header not found|(?:header|block|state)[^.]* not (?:found|available)|no state available|state[^.]* unavailable|prun|archive|histor|unknown block|could not find block|block ?height|out ?of ?range|beyond .*head|(?:no|does not) .*old (?:data|state)/i
const prunedCode = 4444

/**
 * Map a node's JSON-RPC error to a EndpointError. If a pinned call fails because the state of its block is missing, the
 * request is at fault (`isQuestion`): the next endpoint is asked, and this one does not rest.
 */
export function toQuestionError({
  envelope,
  isPinned = false,
}: {
  envelope: Extract<Envelope, { kind: 'error' }>
  isPinned?: boolean | undefined
}): EndpointError {
  const { error, complaint } = envelope
  if (!isPinned || error.reason !== 'rpc-error') return error
  if (complaint.code !== prunedCode && !unavailable.test(complaint.text)) return error
  return new EndpointError('rpc-error', error.message, { isQuestion: true })
}
