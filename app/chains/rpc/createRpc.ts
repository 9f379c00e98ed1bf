import type { ChainSlug } from '../../core/chain/types.ts'
import { UpstreamError } from '../../core/errors/base.ts'
import { postJson } from './postJson.ts'
import type { Endpoints } from './readEndpoints.ts'

export type CreateRpcParameters = {
  readonly endpoints: Endpoints
  /** The most that one endpoint gets. */
  readonly timeoutMs?: number
  /** Told which endpoint of which chain failed and why, without its URL. */
  readonly warn?: (sentence: string) => void
}

export type RpcRequest<T> = {
  readonly chain: ChainSlug
  readonly method: string
  readonly params: readonly unknown[]
  /** Throws when the result is nonsense: the next endpoint is asked then. */
  readonly parse: (result: unknown) => T
  /** For all endpoints together. */
  readonly timeoutMs: number
}

/** Ask a chain. @throws {UpstreamError} ERR_CHAIN_READ when no endpoint gives a result that parses. */
export type Rpc = <T>(request: RpcRequest<T>) => Promise<T>

const maxBytes = 256 * 1024
/** What an endpoint leaves for each one after it, where there is enough for all, in milliseconds. */
const leftMs = 1_000
/** How long an endpoint that failed is asked after the others, in milliseconds. */
const restMs = 30_000

/**
 * Make a JSON-RPC client over the configured endpoints: one request, and the next endpoint only when one fails.
 */
export function createRpc({ endpoints, timeoutMs = 5_000, warn }: CreateRpcParameters): Rpc {
  const failedAt = new Map<string, number>()
  let lastId = 0

  return async ({ chain, method, params, parse, timeoutMs: wholeMs }) => {
    const reasons: string[] = []
    const deadline = performance.now() + wholeMs
    const urls = endpoints.get(chain) ?? []
    for (const [i, url] of inOrder(urls, failedAt).entries()) {
      const id = ++lastId
      const remainingMs = deadline - performance.now()
      const after = urls.length - 1 - i
      const limit = Math.min(timeoutMs, Math.max(remainingMs - after * leftMs, remainingMs / (after + 1)))
      if (limit <= 0) break
      const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
      try {
        const text = await postJson({ url: new URL(url), body, timeoutMs: limit, maxBytes })
        const result = parse(parseEnvelope({ text, id }))
        failedAt.delete(url)
        return result
      } catch (error) {
        failedAt.set(url, performance.now())
        const reason = error instanceof Error ? error.message : 'unknown'
        reasons.push(reason)
        warn?.(`RPC endpoint ${urls.indexOf(url) + 1} of ${urls.length} for ${chain} failed: ${reason}.`)
      }
    }
    throw new UpstreamError('ERR_CHAIN_READ', `The chain "${chain}" could not be read.`, {
      hint: urls.length === 0 ? `Set RPC_URL_${chain.toUpperCase()}.` : 'Try again in a moment.',
      details: { chain, reasons },
    })
  }
}

function inOrder(urls: readonly string[], failedAt: ReadonlyMap<string, number>): readonly string[] {
  const resting = (url: string) =>
    performance.now() - (failedAt.get(url) ?? Number.NEGATIVE_INFINITY) < restMs
  return [...urls.filter((url) => !resting(url)), ...urls.filter(resting)]
}

function parseEnvelope({ text, id }: { readonly text: string; readonly id: number }): unknown {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    throw new Error('not JSON')
  }
  if (typeof answer !== 'object' || answer === null) throw new Error('not a JSON-RPC answer')
  if (!('jsonrpc' in answer) || answer.jsonrpc !== '2.0') throw new Error('not a JSON-RPC answer')
  if ('error' in answer && answer.error !== null) throw new Error(`JSON-RPC error ${codeOf(answer.error)}`)
  if (!('id' in answer) || answer.id !== id) throw new Error('an answer to another question')
  if (!('result' in answer)) throw new Error('not a JSON-RPC answer')
  return answer.result
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'number' ? String(code) : 'without a code'
}
