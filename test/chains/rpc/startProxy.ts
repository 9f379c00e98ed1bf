import { Agent, request as httpRequest } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { startHttp } from './startHttp.ts'

export type CountingProxy = {
  readonly url: string
  /** Bodies of the forwarded requests, in order. */
  readonly bodies: string[]
  readonly close: () => Promise<void>
}

const headers = { 'content-type': 'application/json' }

/** Start a proxy of a node that records requests and answers after a delay. */
export async function startProxy({
  target,
  delayMs = 0,
}: {
  target: string
  delayMs?: number
}): Promise<CountingProxy> {
  const bodies: string[] = []
  // No fetch: when the proxy runs in a measured process, fetch would take most of the time.
  const agent = new Agent({ keepAlive: true })
  const forward = (body: string): Promise<string> =>
    new Promise((resolve, reject) => {
      httpRequest(target, { method: 'POST', headers, agent }, (answer) =>
        readText(answer).then(resolve, reject),
      )
        .on('error', reject)
        .end(body)
    })
  const { url, close } = await startHttp((request, response) => {
    readText(request).then((body) => {
      bodies.push(body)
      // The delay stands for the network; the node's own time comes on top.
      setTimeout(() => {
        forward(body).then(
          (text) => response.writeHead(200, headers).end(text),
          () => response.writeHead(502).end(),
        )
      }, delayMs)
    })
  })
  const stop = async () => {
    await close()
    agent.destroy()
  }
  return { url, bodies, close: stop }
}
