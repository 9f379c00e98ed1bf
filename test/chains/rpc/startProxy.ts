import { startHttp } from './startHttp.ts'

export type CountingProxy = {
  readonly url: string
  /** Bodies of the requests that went through, in order. */
  readonly bodies: string[]
  readonly close: () => Promise<void>
}

/** Stand in front of a node, count what is asked, and answer after a delay. */
export async function startProxy({
  target,
  delayMs = 0,
}: {
  target: string
  delayMs?: number
}): Promise<CountingProxy> {
  const bodies: string[] = []
  const { url, close } = await startHttp((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      bodies.push(body)
      const headers = { 'content-type': 'application/json' }
      // As far away as that: what the node takes comes on top.
      const forward = async () => (await fetch(target, { method: 'POST', headers, body })).text()
      const delay = new Promise((resolve) => setTimeout(resolve, delayMs))
      delay.then(forward).then(
        (text) => response.writeHead(200, headers).end(text),
        () => response.writeHead(502).end(),
      )
    })
  })
  return { url, bodies, close }
}
