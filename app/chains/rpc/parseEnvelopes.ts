import { EndpointError } from './endpointError.ts'

/** A node's JSON-RPC response to one call: a result or an error. */
export type Envelope =
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly error: EndpointError; readonly complaint: Complaint }

/** Code and message of a JSON-RPC error. The message may contain URLs with keys: never show or log it. */
export type Complaint = { readonly code: number | null; readonly text: string }

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
export function parseEnvelopes({ text, ids }: { readonly text: string; readonly ids: readonly number[] }) {
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
