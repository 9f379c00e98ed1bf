import { createServer } from 'node:http'

/*
 * The node of the benchmark, in a process of its own: each second it asks a real node once about every shape of
 * request, and repeats the answer. Every wallet holds the same, so the answer is right, and the node costs all
 * contenders the same little.
 */
const [target = ''] = process.argv.slice(2)
const KEPT_MS = 1_000
type Call = { readonly id: unknown; readonly method: string; readonly params?: readonly unknown[] }
const answers = new Map<string, { readonly at: number; readonly answer: Promise<object> }>()

const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = []
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
  incoming.on('end', () => {
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as Call | Call[]
    const answering = Array.isArray(asked) ? Promise.all(asked.map(answer)) : answer(asked)
    answering.then(
      (found) => {
        const text = JSON.stringify(found)
        outgoing.writeHead(200, {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
        })
        outgoing.end(text)
      },
      () => outgoing.writeHead(502).end(),
    )
  })
})

async function answer(call: Call): Promise<object> {
  const { method, params = [] } = call
  const [first] = params as readonly { to?: string; data?: string; input?: string }[]
  const shape = `${method} ${first?.to} ${(first?.data ?? first?.input)?.length} ${JSON.stringify(params.slice(1))}`
  const known = answers.get(shape)
  const isFresh = known && performance.now() - known.at < KEPT_MS
  if (!isFresh) answers.set(shape, { at: performance.now(), answer: ask(call) })
  return { ...(await answers.get(shape)?.answer), id: call.id }
}

async function ask(call: Call): Promise<object> {
  const body = JSON.stringify({ ...call, jsonrpc: '2.0' })
  const headers = { 'content-type': 'application/json' }
  return (await (await fetch(target, { method: 'POST', headers, body })).json()) as object
}

// A contender waits while the others have their turn. Its connection must not end just as it asks again.
server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') process.send?.({ url: `http://127.0.0.1:${address.port}` })
})
process.on('disconnect', () => process.exit())
