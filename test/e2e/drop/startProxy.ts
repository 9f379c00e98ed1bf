import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { RunningApp } from '../../standin/demo/startApp.ts'
import { findFreePort } from '../../standin/processes/findPorts.ts'

const PROBE_MS = 100
/** Shorter than a server keeps an idle connection, as a proxy must. */
const IDLE_MS = 3_000

export type RunningProxy = {
  readonly port: number
  /** Requests that a server took, and gave no answer to: the proxy may not send them again. */
  readonly lost: readonly string[]
  /** Requests that were sent to another server, because the first accepted no connection. */
  readonly countTurned: () => number
  readonly close: () => Promise<void>
}

/**
 * Start a proxy as operators have one: it asks each server's `/readyz`, keeps connections, and sends a request to another
 * server only if the first refused the connection, so that nothing was sent.
 */
export async function startProxy(servers: readonly RunningApp[]): Promise<RunningProxy> {
  const targets = servers.map(({ origin }) => ({
    origin,
    isReady: true,
    agent: new Agent({ keepAlive: true, timeout: IDLE_MS }),
  }))
  const lost: string[] = []
  let [turn, turned] = [0, 0]
  const probe = setInterval(() => {
    for (const target of targets)
      fetch(`${target.origin}/readyz`)
        .then(async (answer) => {
          await answer.body?.cancel()
          target.isReady = answer.status === 200
        })
        .catch(() => {
          target.isReady = false
        })
  }, PROBE_MS)
  const listener = createServer(async (incoming, outgoing) => {
    const body = await readAll(incoming)
    const first = turn++
    const order = targets
      .map((_, i) => targets[(first + i) % targets.length])
      .filter((one) => one !== undefined)
    const ready = [...order.filter(({ isReady }) => isReady), ...order.filter(({ isReady }) => !isReady)]
    for (const { origin, agent } of ready) {
      const error = await forward({ origin, agent, incoming, body, outgoing })
      if (error === null) return
      if (error.code !== 'ECONNREFUSED') {
        lost.push(`${incoming.url?.split('?')[0]}: ${error.code ?? error.message}`)
        break
      }
      turned++
    }
    outgoing.writeHead(502).end('{"code":"PROXY"}')
  })
  const port = await findFreePort('127.0.0.1')
  await new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve))
  return {
    port,
    lost,
    countTurned: () => turned,
    close: () => {
      clearInterval(probe)
      for (const { agent } of targets) agent.destroy()
      listener.closeAllConnections()
      return new Promise((resolve) => listener.close(() => resolve()))
    },
  }
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Pass a request on, and its answer back; null, or why there is no answer. */
function forward({
  origin,
  agent,
  incoming,
  body,
  outgoing,
}: {
  origin: string
  agent: Agent
  incoming: IncomingMessage
  body: Buffer
  outgoing: ServerResponse
}): Promise<NodeJS.ErrnoException | null> {
  const { method, url, headers } = incoming
  return new Promise((resolve) => {
    const sent = request(`${origin}${url}`, { method, headers, agent }, (answer) => {
      readAll(answer).then((bytes) => {
        const { connection: _, 'transfer-encoding': __, ...kept } = answer.headers
        outgoing.writeHead(answer.statusCode ?? 502, { ...kept, 'content-length': bytes.length }).end(bytes)
        resolve(null)
      }, resolve)
    })
    sent.on('error', resolve)
    sent.end(body)
  })
}
