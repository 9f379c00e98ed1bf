import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * How a chain's endpoint fails: an HTTP status, no answer, a dropped connection, an answer that is no JSON, drops in
 * every other half second (`flapsIn`: the even or the odd ones), or the answer about another account: `swaps` has 40 hex
 * digits of both, in lower case.
 */
export type RpcFailure =
  | number
  | 'silent'
  | 'dropped'
  | 'garbage'
  | { readonly flapsIn: 'even' | 'odd' }
  | { readonly swaps: ReadonlyMap<string, string> }

/** A flapping endpoint changes after this time, by the clock of the process. */
const FLAP_MS = 500

export type RpcFront = {
  readonly url: string
  /** Let every request fail from now on; null: none. */
  readonly set: (failure: RpcFailure | null) => void
  readonly close: () => void
}

/** Stand between the app and a chain's node, and let its answers fail. */
export async function startRpcFront(target: string): Promise<RpcFront> {
  let failure: RpcFailure | null = null
  const server = createServer(async (incoming, outgoing) => {
    const asked = await readBody(incoming)
    if (isFlapping(failure)) return void outgoing.destroy()
    if (failure === 'silent') return
    if (failure === 'dropped') return void outgoing.destroy()
    if (failure === 'garbage') return void outgoing.end('{"jsonrpc":"2.0","id":1,"result":"0x')
    if (typeof failure === 'number') return void outgoing.writeHead(failure).end()
    const body =
      failure !== null && typeof failure === 'object' && 'swaps' in failure
        ? swap(asked, failure.swaps)
        : asked
    const { method, headers, url } = incoming
    const passed = request(new URL(url ?? '/', target), { method, headers }, (given) => {
      outgoing.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    passed.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (next) => {
      failure = next
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function isFlapping(failure: RpcFailure | null): boolean {
  if (failure === null || typeof failure !== 'object' || !('flapsIn' in failure)) return false
  return performance.now() % (2 * FLAP_MS) < FLAP_MS === (failure.flapsIn === 'even')
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** An address stands anywhere in a long row of digits, so each is looked for by itself. */
function swap(body: Buffer, swaps: ReadonlyMap<string, string>): Buffer {
  const known = new RegExp([...swaps.keys()].join('|'), 'gi')
  return Buffer.from(body.toString().replace(known, (found) => swaps.get(found.toLowerCase()) ?? found))
}
