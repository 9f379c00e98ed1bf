import { Agent, request } from 'node:http'
import { text as readText } from 'node:stream/consumers'

/** Make a function that posts the same JSON over one keep-alive connection, with no other overhead. */
export function openPost({ url, body }: { url: string; body: string }): () => Promise<string> {
  const agent = new Agent({ keepAlive: true })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return () =>
    new Promise((resolve, reject) => {
      request(url, { method: 'POST', agent, headers }, (answer) => readText(answer).then(resolve, reject))
        .on('error', reject)
        .end(body)
    })
}
