import { Agent, request as httpRequest } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { startHttp } from './startHttp.ts'

export type CountingProxy = {
  readonly url: string
  /** Bodies of the requests that went through, in order. */
  readonly bodies: string[]
  readonly close: () => Promise<void>
}

const headers = { 'content-type': 'application/json' }

/** Stand in front of a node, count what is asked, and answer after a delay. */
export async function startProxy({
  target,
  delayMs = 0,
}: {
  target: string
  delayMs?: number
}): Promise<CountingProxy> {
  const bodies: string[] = []
  // It runs in the process that is measured: fetch would take most of its time.
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
      // As far away as that: what the node takes comes on top.
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
