import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

export type PostJsonParameters = {
  readonly url: URL
  readonly body: string
  /** For everything together: name, connection, answer. */
  readonly timeoutMs: number
  readonly maxBytes: number
}

/** Connections to one host; what comes on top waits for one, within its own time. */
const maxSockets = 64
const http = new HttpAgent({ keepAlive: true, scheduling: 'lifo', maxSockets })
const https = new HttpsAgent({ keepAlive: true, scheduling: 'lifo', maxSockets })

/**
 * Post JSON over a kept connection and give back the body's text.
 *
 * `node:http` because it follows no redirect and costs half of what `fetch` does. Anything but a 200 within
 * time and size rejects, with a message that never names the URL: there are keys in it.
 */
export async function postJson(parameters: PostJsonParameters): Promise<string> {
  const started = performance.now()
  try {
    return await exchange(parameters)
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error
    // The other side may close a kept connection at the moment we write to it.
    return exchange({ ...parameters, timeoutMs: parameters.timeoutMs - (performance.now() - started) })
  }
}

class StaleConnection extends Error {}

function exchange({ url, body, timeoutMs, maxBytes }: PostJsonParameters): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      agent: url.protocol === 'https:' ? https : http,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    }
    const request =
      url.protocol === 'https:' ? httpsRequest(url, options, receive) : httpRequest(url, options, receive)
    const timer = setTimeout(() => fail('no answer in time'), timeoutMs)

    function fail(reason: string): void {
      clearTimeout(timer)
      reject(new Error(reason))
      request.destroy()
    }

    function receive(response: IncomingMessage): void {
      if (response.statusCode !== 200) {
        fail(`HTTP status ${response.statusCode}`)
        return
      }
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > maxBytes) fail('answer too large')
        else chunks.push(chunk)
      })
      response.on('end', () => {
        clearTimeout(timer)
        resolve(Buffer.concat(chunks).toString('utf8'))
      })
      response.on('error', () => fail('connection lost'))
      response.on('aborted', () => fail('connection lost'))
    }

    request.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      const stale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
      reject(stale ? new StaleConnection('connection lost') : new Error(error.code ?? 'connection failed'))
    })
    request.end(body)
  })
}
