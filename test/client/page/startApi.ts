import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chooseLanguage } from '../../../app/core/text/languages.ts'
import { DIALOG_WORDS } from '../../../app/picket/words/dialogWords.ts'
import { buildClient } from '../../../scripts/buildClient.ts'
import { type ApiCall, answerApi, type Code, Refusal } from './answerApi.ts'

export type ForcedAnswer = { status: number; body: unknown } | 'lost'
export type FakeApi = {
  readonly origin: string
  readonly baseURL: string
  readonly calls: ApiCall[]
  /** Balances: lower-case address → contract → decimal. */
  readonly balances: Map<string, Record<string, string>>
  /** Answers that override the normal ones, by path; computed for each call. */
  readonly forced: Map<string, (call: ApiCall) => ForcedAnswer | null | Promise<ForcedAnswer | null>>
  /** HTML of the authorize page; if set, it replaces the redirect with a code. */
  authorizePage: ((query: URLSearchParams) => string) | null
  readonly revoked: Set<string>
  readonly close: () => Promise<void>
}

export const key = `pk_${'a1'.repeat(16)}`

/**
 * Start the API in memory on its own port, with an authorize page that asks nobody. It serves the client's files at its
 * root.
 */
export async function startApi(): Promise<FakeApi> {
  const codes = new Map<string, Code>()
  const [script, module] = await buildClient()
  const api: Omit<FakeApi, 'origin' | 'baseURL' | 'close'> = {
    calls: [],
    balances: new Map(),
    forced: new Map(),
    authorizePage: null,
    revoked: new Set(),
  }

  const answer = answerApi({ ...api, codes })

  const authorize = (query: URLSearchParams, response: ServerResponse) => {
    if (api.authorizePage) return sendPage(response, api.authorizePage(query))
    const [redirect, state] = [query.get('redirect_uri') ?? '', query.get('state') ?? '']
    const code = randomBytes(8).toString('hex')
    codes.set(code, {
      challenge: query.get('code_challenge') ?? '',
      redirect,
      wallet: '0x00000000000000000000000000000000000000A1',
    })
    if (query.get('response_mode') !== 'web_message') {
      const back = new URL(redirect)
      back.searchParams.set('code', code)
      back.searchParams.set('state', state)
      return void response.writeHead(302, { location: back.href }).end()
    }
    const message = JSON.stringify({ type: 'authorization_response', response: { state, code } })
    const target = JSON.stringify(new URL(redirect).origin)
    sendPage(response, `<script>opener.postMessage(${message}, ${target})</script>`)
  }

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://x')
    const file = [script, module].find(
      (one) => one && url.pathname === `/${one.target.split(/[\\/]/).at(-1)}`,
    )
    if (file) {
      const headers = { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' }
      return void response.writeHead(200, headers).end(await readFile(join(file.target)))
    }
    const path = url.pathname.replace('/api/v1/', '')
    if (path === 'oauth2/authorize') return authorize(url.searchParams, response)
    const { origin } = request.headers
    if (origin) {
      response.setHeader('access-control-allow-origin', origin)
      response.setHeader('access-control-allow-headers', 'authorization, content-type')
      response.setHeader('vary', 'Origin')
    }
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    const text = await readText(request)
    const type = request.headers['content-type']
    const isForm = type?.startsWith('application/x-www-form-urlencoded')
    const body = isForm
      ? Object.fromEntries(new URLSearchParams(text))
      : text
        ? (JSON.parse(text) as unknown)
        : undefined
    const call: ApiCall = {
      method: request.method ?? '',
      path,
      authorization: request.headers.authorization,
      type,
      origin,
      body,
    }
    api.calls.push(call)
    const send = (status: number, value: unknown) =>
      response
        .writeHead(status, { 'content-type': typeof value === 'string' ? 'text/html' : 'application/json' })
        .end(typeof value === 'string' ? value : JSON.stringify(value))
    const forced = await api.forced.get(path)?.(call)
    if (forced === 'lost') return void request.socket.destroy()
    if (forced) return void send(forced.status, forced.body)
    // The texts need no key.
    if (path.startsWith('texts/')) {
      const language = chooseLanguage([path.slice('texts/'.length)])
      return void send(200, { language, texts: DIALOG_WORDS[language] })
    }
    const [scheme = '', code = ''] = (request.headers.authorization ?? '').split(/ +/)
    if (scheme !== 'Basic' || Buffer.from(code, 'base64').toString().replace(/:$/, '') !== key)
      return void send(401, { msg: 'invalid project key', code: 'api_key_invalid', error: 'ERR_KEY_UNKNOWN' })
    try {
      send(200, await answer(call))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      send(error.status, error.body)
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(api, {
    origin,
    baseURL: `${origin}/api/v1`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  })
}

function sendPage(response: ServerResponse, body: string): void {
  response
    .writeHead(200, { 'content-type': 'text/html' })
    .end(`<!doctype html><title>Authorize</title>${body}`)
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
