import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { vi } from 'vitest'
import type { publicContext } from '../../app/context.server.ts'
import type { ShopId } from '../../app/core/gate/types.ts'
import type { Ceiling } from '../../app/core/limit/createCeiling.ts'
import type { ProjectDraft, ProjectId } from '../../app/core/project/types.ts'
import type { Database } from '../../app/db/database.ts'
import { openMemoryDatabase } from '../standin/postgres/openMemoryDatabase.ts'
import { createFindRoute } from './findRoute.ts'

const APP = fileURLToPath(new URL('../../app', import.meta.url))
/** Default address of a caller. */
const CLIENT = '203.0.113.7'

export type OpenApiParameters = {
  /** Chain → JSON-RPC endpoint. By default Ethereum's endpoint is a port where nothing listens. */
  readonly rpcUrls?: Readonly<Record<string, string>>
  /** Factor of every rate limit. */
  readonly limitFactor?: number
  /** Default: the server's own. */
  readonly requestsAtOnce?: number
}

export type ApiCall = {
  readonly method?: string
  /** Path below `/api/v1`, e.g. `/auth/nonce`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** An object is sent as JSON. */
  readonly body?: string | Uint8Array | object | null
  readonly remoteAddress?: string
}
export type ApiAnswer = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Reading it throws when the answer is no JSON object. */
  readonly json: Readonly<Record<string, unknown>>
}
export type ApiProject = {
  readonly id: ProjectId
  readonly publishableKey: string
  readonly secretKey: string
}

export type OpenedApi = {
  readonly ctx: typeof publicContext
  readonly ceiling: Ceiling
  /** `shopId` of a shop of the database; by default the project has none. */
  readonly makeProject: (draft?: Partial<ProjectDraft>, shopId?: ShopId | null) => Promise<ApiProject>
  readonly fetch: (request: Request, from?: { remoteAddress: string }) => Promise<Response>
  readonly call: (call: ApiCall) => Promise<ApiAnswer>
  /** Serve the API over HTTP too, for clients that use their own sockets. */
  readonly listen: () => Promise<{ readonly host: string; readonly port: number }>
  readonly close: () => Promise<void>
}

/**
 * Open the whole API in this process, on its own database, with every route module found by path as Remix does. Only
 * one at a time, because the modules read the environment of the process; a test file closes it.
 */
export async function openApi({
  rpcUrls = { ethereum: 'http://127.0.0.1:1' },
  limitFactor = 1000,
  requestsAtOnce,
}: OpenApiParameters = {}): Promise<OpenedApi> {
  // db.server.ts stores the process's database here. One in memory opens in a quarter of the time.
  const held = globalThis as typeof globalThis & { palisadeDatabase?: Promise<Database> }
  held.palisadeDatabase = openMemoryDatabase()
  const restoreEnvironment = changeEnvironment({
    SHOPIFY_APP_URL: 'https://palisade.example',
    SHOPIFY_API_KEY: 'palisade-tests',
    SHOPIFY_API_SECRET: 'a secret of the tests',
    PALISADE_SECRET: 'a secret of the tests, long enough',
    PALISADE_URL: '',
    DATABASE_URL: '',
    RATE_LIMIT_FACTOR: String(limitFactor),
    ...(requestsAtOnce === undefined ? {} : { REQUESTS_AT_ONCE: String(requestsAtOnce) }),
    ...Object.fromEntries(
      Object.entries(rpcUrls).map(([slug, url]) => [`RPC_URL_${slug.toUpperCase()}`, url]),
    ),
  })
  // The modules read the environment once, so each file loads them again.
  vi.resetModules()
  const { publicContext: ctx, ceiling, closeContext } = await import('../../app/context.server.ts')
  const findRoute = createFindRoute(APP)
  const closers: (() => unknown)[] = [restoreEnvironment, closeContext]

  const answer: OpenedApi['fetch'] = async (request, { remoteAddress } = { remoteAddress: CLIENT }) => {
    const route = findRoute(new URL(request.url).pathname)
    if (!route) throw new Error(`No route answers ${request.url}.`)
    const module: unknown = await import(pathToFileURL(path.join(APP, route.file)).href)
    const { loader, action } = module as { loader?: RouteFunction; action?: RouteFunction }
    // Remix's choice between loader and action.
    const run = /^(?:GET|HEAD|OPTIONS)$/.test(request.method) ? loader : action
    if (!run) throw new Error(`The route of ${request.url} does not answer ${request.method}.`)
    return run({ request, params: route.params, context: { remoteAddress } })
  }

  return {
    ctx,
    ceiling,
    fetch: answer,
    call: async ({ method = 'POST', path: target, headers = {}, body = null, remoteAddress = CLIENT }) => {
      const isText = typeof body === 'string' || body instanceof Uint8Array || body === null
      const request = new Request(`https://palisade.example/api/v1${target}`, {
        method,
        headers: { ...(isText ? {} : { 'content-type': 'application/json' }), ...headers },
        body: isText ? (body as BodyInit | null) : JSON.stringify(body),
      })
      return readAnswer(await answer(request, { remoteAddress }))
    },
    makeProject: async (draft = {}, shopId = null) => {
      const at = ctx.now()
      const { id } = await ctx.projects.create({
        id: randomUUID() as ProjectId,
        shopId,
        at,
        draft: {
          name: 'Harbor',
          allowedDomains: ['harbor.example', 'localhost:*'],
          redirectUris: ['https://harbor.example/callback', 'http://localhost:*'],
          format: 'siwe',
          statement: null,
          requirement: null,
          isStorefront: false,
          ...draft,
        },
      })
      const make = async (kind: 'publishable' | 'secret') => {
        const key = `${kind === 'secret' ? 'sk' : 'pk'}_${ctx.createRandomHex(16)}`
        const shown = kind === 'secret' ? key.slice(-4) : key
        const record = {
          id: randomUUID(),
          projectId: id,
          kind,
          name: kind,
          shown,
          createdAt: at,
          endsAt: null,
        }
        await ctx.apiKeys.create({ owner: 'operator', key: record, hash: ctx.hashSecret(key) })
        return key
      }
      return { id, publishableKey: await make('publishable'), secretKey: await make('secret') }
    },
    listen: async () => {
      const listener = getRequestListener((request, env) =>
        answer(request, { remoteAddress: env.incoming.socket.remoteAddress ?? '' }),
      )
      const server = createServer(listener)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      closers.push(async () => {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      })
      const address = server.address()
      if (typeof address !== 'object' || !address) throw new Error('The server has no port.')
      return { host: '127.0.0.1', port: address.port }
    },
    close: async () => {
      for (const close of closers.splice(0).reverse()) await close()
    },
  }
}

/** Set variables of this process's environment; the returned function undoes that. */
function changeEnvironment(changes: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(changes).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, changes)
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

type RouteFunction = (parameters: {
  request: Request
  params: Readonly<Record<string, string | undefined>>
  context: { remoteAddress: string }
}) => Promise<Response>

async function readAnswer(response: Response): Promise<ApiAnswer> {
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    get json() {
      const value: unknown = JSON.parse(text)
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new Error(`No object: ${text}`)
      return value as Readonly<Record<string, unknown>>
    },
  }
}
