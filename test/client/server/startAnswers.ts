import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Answered = {
  readonly method: string
  readonly path: string
  readonly headers: Headers
  readonly body: string
}
type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** As `startServer`, until the test ends. */
export async function startAnswers(...answers: Answer[]): Promise<{ url: string; asked: Answered[] }> {
  const { url, asked, close } = await startServer(...answers)
  onTestFinished(close)
  return { url, asked }
}

/** Serve answers in their order, the last one again and again; returns the API's address and what was asked. */
export async function startServer(
  ...answers: Answer[]
): Promise<{ url: string; asked: Answered[]; close: () => void }> {
  const asked: Answered[] = []
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '' } = request
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ method, path, headers: new Headers(request.headers as Record<string, string>), body })
    answers[Math.min(asked.length, answers.length) - 1]?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`, asked, close }
}

export function answerJson(status: number, json: unknown, headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json))
  }
}
