import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { UnlockedAnswer } from '../../app/picket/describe/agentAnswers.ts'
import type { ApiAnswer, ApiProject } from './openApi.ts'
import { type GateApi, openGateApi } from './openGateApi.ts'
import { openWallet } from './signLogin.ts'

/*
 * The MCP endpoint of a project. The official client drives it, in both eras of the protocol; requests that no client
 * sends are sent by hand.
 */
const SITE = 'https://shop.example'
const MODERN = '2026-07-28'
const LEGACY = '2025-11-25'
const wallet = openWallet('owl')
const META = {
  'io.modelcontextprotocol/protocolVersion': MODERN,
  'io.modelcontextprotocol/clientCapabilities': {},
}

let world: GateApi
let project: ApiProject
let gate: number
let origin: string

beforeAll(async () => {
  world = await openGateApi()
  const { api, shopId, form, create } = world
  project = await api.makeProject({ allowedDomains: ['shop.example'], isStorefront: true }, shopId)
  const [condition] = form.root.of
  const everybody = { ...form.root, of: [{ ...condition, kind: 'denylist' }] }
  const { status, json } = await create({ ...form, name: 'Everybody', root: everybody })
  expect(status).toBe(201)
  gate = json.number as number
  const { host, port } = await api.listen()
  origin = `http://${host}:${port}`
})
afterAll(() => world?.api.close())

async function connect(versionNegotiation: { mode: 'auto' | 'legacy' | { pin: string } }): Promise<Client> {
  const client = new Client({ name: 'shopper', version: '1.0.0' }, { versionNegotiation })
  const url = new URL(`${origin}/api/v1/agents/${project.publishableKey}/mcp`)
  await client.connect(new StreamableHTTPClientTransport(url))
  onTestFinished(() => client.close())
  return client
}

type Sent = {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly key?: string
  readonly method?: string
}

async function send({ body, headers = {}, key = project.publishableKey, method = 'POST' }: Sent) {
  const sent = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body)
  return world.api.call({
    ...{ method, path: `/agents/${key}/mcp`, body: sent },
    headers: { 'content-type': 'application/json', ...headers },
  })
}

const modern = (method: string, params: object = {}, more: Readonly<Record<string, string>> = {}): Sent => ({
  body: { jsonrpc: '2.0', id: 1, method, params: { _meta: META, ...params } },
  headers: { 'mcp-protocol-version': MODERN, 'mcp-method': method, ...more },
})

function expectRpcError(answer: ApiAnswer, status: number, code: number): void {
  expect([answer.status, answer.json.error], answer.text).toMatchObject([status, { code }])
}

describe('the MCP client of npm', () => {
  test.each([
    { mode: 'auto' as const, version: MODERN },
    { mode: { pin: MODERN }, version: MODERN },
    { mode: 'legacy' as const, version: LEGACY },
  ])('default: with $mode it finds a gate, signs and gets a proof', async ({ mode, version }) => {
    const client = await connect({ mode })
    expect(client.getNegotiatedProtocolVersion()).toBe(version)
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(['find_gates', 'why', 'challenge', 'unlock'])
    const call = async (name: string, args: Record<string, unknown>) => {
      // The client checks the answer against the tool's output schema.
      const { structuredContent, isError } = await client.callTool({ name, arguments: args })
      expect(isError).toBe(false)
      return structuredContent as Record<string, unknown>
    }
    const found = await call('find_gates', {})
    expect(found.gates).toMatchObject([{ number: gate, words: { gives: ['20% off'] } }])
    const asked = { chain: 'ethereum', walletAddress: wallet.address }
    const { nonce, message } = await call('challenge', asked)
    const signature = await wallet.signMessage({ message: `${message}` })
    const given = { nonce, walletAddress: wallet.address, signature, gates: [gate] }
    const unlocked = await call('unlock', given)
    expect(UnlockedAnswer.parse(unlocked)).toEqual(unlocked)
    expect(unlocked.proof).toMatch(/~\w{32}$/)
    const again = await client.callTool({ name: 'unlock', arguments: given })
    expect(again).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('ERR_NONCE_UNKNOWN') }],
    })
  })

  test('behavior: every tool has a title, words, hints, and schemas that accept its own example', async () => {
    const client = await connect({ mode: 'auto' })
    for (const tool of (await client.listTools()).tools) {
      expect(tool.description).toMatch(/\.$/)
      expect(tool.annotations).toMatchObject({ title: tool.title, destructiveHint: false })
      expect(tool.inputSchema.type).toBe('object')
      const schema = z.fromJSONSchema(tool.inputSchema as Parameters<typeof z.fromJSONSchema>[0])
      expect(schema.safeParse({ gates: 'all', chain: 7, products: 'all' }).success).toBe(false)
      expect(tool.outputSchema).toMatchObject({ type: 'object', properties: expect.any(Object) })
    }
  })

  test('refuses: a wrong argument, in words for the model (ERR_BODY_INVALID)', async () => {
    const client = await connect({ mode: 'auto' })
    const answer = await client.callTool({ name: 'why', arguments: { gates: 'all' } })
    expect(answer.isError).toBe(true)
    const [said] = answer.content
    expect(JSON.parse(said?.type === 'text' ? said.text : '')).toMatchObject({
      error: 'ERR_BODY_INVALID',
      msg: expect.stringMatching(/"gates" must be a list/),
    })
  })

  test('refuses: a tool that does not exist', async () => {
    const client = await connect({ mode: 'auto' })
    await expect(client.callTool({ name: 'buy', arguments: {} })).rejects.toThrow(/Unknown tool/)
  })
})

describe('a request of 2026-07-28', () => {
  test('default: each result names its type and the server, and lists may be kept', async () => {
    const { status, json } = await send(modern('server/discover'))
    expect(status).toBe(200)
    expect(json).toMatchObject({
      ...{ jsonrpc: '2.0', id: 1 },
      result: {
        resultType: 'complete',
        supportedVersions: [MODERN],
        capabilities: { tools: {} },
        cacheScope: 'public',
        _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'palisade' } },
      },
    })
    expect((await send(modern('tools/list'))).json.result).toMatchObject({ ttlMs: expect.any(Number) })
  })

  test('behavior: the name of a tool may come encoded', async () => {
    const name = `=?base64?${Buffer.from('find_gates').toString('base64')}?=`
    const answer = await send(modern('tools/call', { name: 'find_gates' }, { 'mcp-name': name }))
    expect(answer.json.result).toMatchObject({ isError: false })
  })

  test.each([
    ['another version in the header', { 'mcp-protocol-version': LEGACY }],
    ['another method', { 'mcp-method': 'tools/list' }],
    ['another tool', { 'mcp-name': 'unlock' }],
    ['no tool', { 'mcp-name': '' }],
  ])('refuses: %s than the body says (HeaderMismatch)', async (_, headers) => {
    const sent = modern('tools/call', { name: 'find_gates' }, { 'mcp-name': 'find_gates', ...headers })
    expectRpcError(await send(sent), 400, -32_020)
  })

  test('refuses: an unknown version, and names the known one (UnsupportedProtocolVersion)', async () => {
    const _meta = { ...META, 'io.modelcontextprotocol/protocolVersion': '1900-01-01' }
    const answer = await send(modern('tools/list', { _meta }, { 'mcp-protocol-version': '1900-01-01' }))
    expectRpcError(answer, 400, -32_022)
    expect(answer.json.error).toMatchObject({ data: { supported: [MODERN], requested: '1900-01-01' } })
  })

  test('refuses: a request without its metadata (Invalid params)', async () => {
    const { headers, body } = modern('tools/list')
    const bare = { ...(body as object), params: {} }
    expectRpcError(await send({ headers: headers ?? {}, body: bare }), 400, -32_602)
  })

  test.each(['initialize', 'ping', 'resources/list', 'subscriptions/listen', '__proto__'])(
    'refuses: the method %s (Method not found)',
    async (method) => expectRpcError(await send(modern(method)), 404, -32_601),
  )
})

describe('a request of 2025-11-25', () => {
  const legacy = (method: string, params: object = {}): Sent => ({
    body: { jsonrpc: '2.0', id: 'a', method, params },
    headers: { 'mcp-protocol-version': LEGACY },
  })

  test.each([
    ['2025-11-25', '2025-11-25'],
    ['2025-06-18', '2025-06-18'],
    ['2024-11-05', '2025-11-25'],
  ])('behavior: initialize with %s negotiates %s, without a session', async (protocolVersion, chosen) => {
    const answer = await send({
      body: { jsonrpc: '2.0', id: 0, method: 'initialize', params: { protocolVersion, capabilities: {} } },
    })
    expect(answer.json).toMatchObject({ id: 0, result: { protocolVersion: chosen } })
    expect(answer.headers.get('mcp-session-id')).toBeNull()
  })

  test('behavior: a notification is accepted without an answer, and a ping with an empty one', async () => {
    const note = await send({ body: { jsonrpc: '2.0', method: 'notifications/initialized' } })
    expect([note.status, note.text]).toEqual([202, ''])
    expect((await send(legacy('ping'))).json).toEqual({ jsonrpc: '2.0', id: 'a', result: {} })
  })

  test('refuses: an unknown method and an unknown page, in an answer to the request', async () => {
    expectRpcError(await send(legacy('prompts/list')), 200, -32_601)
    expectRpcError(await send(legacy('tools/list', { cursor: 'x' })), 200, -32_602)
    expectRpcError(await send(legacy('tools/call', { name: 'why', arguments: [] })), 200, -32_602)
  })

  test('refuses: a version that this server does not speak', async () => {
    const { body } = legacy('tools/list')
    expectRpcError(await send({ body, headers: { 'mcp-protocol-version': '2025-03-26' } }), 400, -32_022)
  })
})

describe('the door of MCP', () => {
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' }

  test.each([
    ['a batch', [list, list], -32_600],
    ['an empty batch', [], -32_600],
    ['no JSON', '{', -32_700],
    ['a field twice', '{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}', -32_700],
    ['a number', 7, -32_600],
    ['another version of JSON-RPC', { ...list, jsonrpc: '1.0' }, -32_600],
    ['an id of null', { ...list, id: null }, -32_600],
    ['no method', { jsonrpc: '2.0', id: 1 }, -32_600],
    ['a response', { jsonrpc: '2.0', id: 1, result: {} }, -32_600],
    ['a list of params', { ...list, params: [] }, -32_600],
  ])('refuses: %s', async (_, body, code) => expectRpcError(await send({ body }), 400, code))

  test('refuses: a body of more than 32 KiB, and one that is not JSON by its type', async () => {
    const answer = await send({ body: { ...list, params: { pad: 'x'.repeat(40_000) } } })
    expectRpcError(answer, 413, -32_000)
    expect(answer.json.error).toMatchObject({ data: { error: 'ERR_BODY_TOO_LARGE' } })
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', ''])
      expectRpcError(await send({ body: list, headers: { 'content-type': type } }), 415, -32_600)
  })

  test('refuses: a browser on another site, also one whose name was rebound (ERR_SITE_FORBIDDEN)', async () => {
    for (const site of ['https://evil.example', 'http://127.0.0.1:3000', 'null']) {
      const answer = await send({ body: list, headers: { origin: site } })
      expectRpcError(answer, 403, -32_000)
      expect(answer.json.error).toMatchObject({ data: { error: 'ERR_SITE_FORBIDDEN' } })
      expect(answer.json).not.toHaveProperty('id')
    }
    const own = await send({ body: list, headers: { origin: SITE } })
    expect(own.status).toBe(200)
    expect(own.headers.get('access-control-allow-origin')).toBe(SITE)
  })

  test('behavior: a preflight allows the headers of MCP', async () => {
    const answer = await send({ method: 'OPTIONS', headers: { origin: SITE } })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-headers')).toMatch(/mcp-protocol-version.*mcp-name/)
  })

  test.each(['GET', 'DELETE', 'PUT'])(
    'refuses: %s, because there is no stream (ERR_METHOD)',
    async (method) => {
      const answer = await send({ method })
      expectRpcError(answer, 405, -32_000)
      expect(answer.headers.get('allow')).toMatch(/POST/)
    },
  )

  test('refuses: unknown keys, secret keys, and projects that may not (ERR_KEY_UNKNOWN, ERR_KEY_FORBIDDEN, ERR_GATES_NOT_ALLOWED)', async () => {
    const other = await world.api.makeProject({}, world.shopId)
    const cases = [
      [`pk_${'0'.repeat(32)}`, 401, 'ERR_KEY_UNKNOWN'],
      [project.secretKey, 403, 'ERR_KEY_FORBIDDEN'],
      [other.publishableKey, 403, 'ERR_GATES_NOT_ALLOWED'],
    ] as const
    for (const [key, status, error] of cases) {
      const answer = await send({ key, body: list })
      expectRpcError(answer, status, -32_000)
      expect(answer.json.error).toMatchObject({ data: { error } })
    }
  })
})
