import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { createReadPublicFile } from '../../../app/chains/pictures/createReadPublicFile.ts'
import { makeCertificate } from './makeCertificate.ts'

export const HOST = 'files.example'
const { cert, key } = makeCertificate(HOST)

/**
 * Start an HTTPS server of the host `files.example`, and a reader that finds it. To the reader, this machine counts as
 * public unless a test says otherwise.
 */
export async function startFiles(
  listener: RequestListener,
  over: Partial<Parameters<typeof createReadPublicFile>[0]> = {},
) {
  const asked: string[] = []
  const server = createServer({ cert, key }, (request, response) => {
    asked.push(request.url ?? '')
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const readPublicFile = createReadPublicFile({
    gateway: null,
    resolve: (_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
    isPublic: (address) => address === '127.0.0.1',
    connect: { ca: cert, port: (server.address() as AddressInfo).port },
    ...over,
  })
  const read = (asked: { url?: string; maxBytes?: number; ms?: number } = {}) => {
    const question = { url: `https://${HOST}/a`, maxBytes: 1_000, ms: 5_000, ...asked }
    const deadline = performance.now() + question.ms
    return readPublicFile({ ...question, url: new URL(question.url), deadline })
  }
  return { asked, readPublicFile, read }
}
