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

/** Serve the answers of a test in their order, the last one again and again; returns the API's address and what was asked. */
export async function startAnswers(...answers: Answer[]): Promise<{ url: string; asked: Answered[] }> {
  const asked: Answered[] = []
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '' } = request
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ method, path, headers: new Headers(request.headers as Record<string, string>), body })
    answers[Math.min(asked.length, answers.length) - 1]?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`, asked }
}

export function answerJson(status: number, json: unknown, headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json))
  }
}
