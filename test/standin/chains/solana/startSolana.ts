import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { formatOrigin } from '../../processes/formatOrigin.ts'
import { makeMethods, RpcError } from './answerRpc.ts'
import { type Ledger, LedgerError, openLedger } from './openLedger.ts'

export type StartSolanaParameters = {
  readonly host?: string
  /** Called with every call before its answer, also for calls within a batch. A test may change the ledger here. */
  readonly onCall?: (call: RpcCall) => void
  /** Additional methods, e.g. those of a DAS endpoint. Each gets its parameters as an object. */
  readonly methods?: Readonly<Record<string, (params: never) => unknown>>
}
export type RpcCall = { readonly method: string; readonly params: unknown }
export type Solana = {
  readonly rpcUrl: string
  readonly ledger: Ledger
  /** Number of HTTP requests so far. */
  readonly requests: () => number
  readonly close: () => Promise<void>
}

/** A node's limit on the body of one request, in bytes. */
const MOST_BYTES = 50 * 1024

/**
 * Start a Solana ledger in this process, behind the JSON-RPC of a node on a free port.
 * @see https://solana.com/docs/rpc/http
 */
export async function startSolana(parameters: StartSolanaParameters = {}): Promise<Solana> {
  const { host = '127.0.0.1', onCall, methods: more = {} } = parameters
  const ledger = openLedger()
  const methods = { ...makeMethods(ledger), ...more }
  let requests = 0

  const answer = (question: unknown) => {
    const { id = null, method = '', params = [] } = (question ?? {}) as { id?: unknown } & Partial<RpcCall>
    try {
      onCall?.({ method, params })
      const run = Object.hasOwn(methods, method) ? methods[method] : undefined
      if (!run) throw new RpcError(-32601, 'Method not found')
      return { jsonrpc: '2.0', result: run(params as never), id }
    } catch (error) {
      return { jsonrpc: '2.0', error: formatError(error), id }
    }
  }
  const server = createServer((request, response) => {
    requests += 1
    const answering = readBody(request).then((body) => {
      if (request.method !== 'POST') return end(response, 405, 'Used HTTP Method is not allowed.')
      if (body.length > MOST_BYTES) return end(response, 413, 'Request body too large')
      const question = parseJson(body)
      if (question === undefined) return end(response, 400, 'Parse error')
      const answered = Array.isArray(question) ? question.map(answer) : answer(question)
      return end(response, 200, JSON.stringify(answered))
    })
    // The client hung up: nobody reads the answer.
    answering.catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    rpcUrl: formatOrigin({ host, port }),
    ledger,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function formatError(error: unknown): unknown {
  if (error instanceof RpcError) return { code: error.code, message: error.message, data: error.data }
  if (error instanceof LedgerError) return { code: -32002, message: error.message, data: error.data }
  return { code: -32603, message: error instanceof Error ? error.message : 'Internal error' }
}

function end(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': status === 200 ? 'application/json' : 'text/plain' })
  response.end(body)
}
