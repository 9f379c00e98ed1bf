import { RPC_CODES, RpcError, type RpcId } from './rpcError.ts'

type Params = Readonly<Record<string, unknown>>
/** One message of a client. A notification is answered by nothing. */
export type RpcMessage = {
  readonly method: string
  /** Null for a notification. */
  readonly id: RpcId | null
  readonly params: Params
}

/**
 * Parse one message of JSON-RPC 2.0. Batches were removed from MCP in 2025-06-18, and clients send no responses, because
 * this server requests nothing of them.
 * @throws {RpcError} 400
 */
export function parseMessage(body: unknown): RpcMessage {
  if (Array.isArray(body)) throw invalid('Send one message in each request: batches are not part of MCP.')
  if (!isObject(body)) throw invalid('The message must be a JSON object.')
  const { jsonrpc, method, id = null, params = {} } = body
  if (jsonrpc !== '2.0') throw invalid('The message must have "jsonrpc": "2.0".')
  const hasId = 'id' in body
  if (hasId && typeof id !== 'string' && !Number.isSafeInteger(id))
    throw invalid('"id" must be a string or a whole number. Leave it out for a notification.')
  const known = hasId ? (id as RpcId) : null
  if (method === undefined && ('result' in body || 'error' in body))
    throw invalid('This server sends no requests, so it takes no responses.')
  if (typeof method !== 'string') throw invalid('"method" must be a string.', known)
  if (!isObject(params)) throw invalid('"params" must be an object.', known)
  return { method, id: known, params }
}

/** Whether a value is an object of JSON. */
export function isObject(value: unknown): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(message: string, id: RpcId | null = null): RpcError {
  return new RpcError({ status: 400, code: RPC_CODES.request, message }, id)
}
