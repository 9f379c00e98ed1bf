import type { RequestListener } from 'node:http'

export type AskedCall = { readonly id: number; readonly method: string; readonly params: unknown[] }

/** Make a listener that answers each request, single or batch, with the text that `make` returns for its calls. */
export function answerRpc(make: (calls: readonly AskedCall[]) => string): RequestListener {
  return (request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const asked = JSON.parse(body) as AskedCall | AskedCall[]
      response.end(make(Array.isArray(asked) ? asked : [asked]))
    })
  }
}

/** The JSON-RPC answer to one call. */
export function answerCall(id: number, answer: { result: unknown } | { error: { code: number } }): object {
  return { jsonrpc: '2.0', id, ...answer }
}
