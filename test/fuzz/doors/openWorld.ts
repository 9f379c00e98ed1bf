import { createHmac, randomUUID } from 'node:crypto'
import { Agent, request as requestHttp } from 'node:http'
import { connect, type Socket } from 'node:net'
import pg from 'pg'
import { privateKeyToAccount } from 'viem/accounts'
import { FORM, PROJECT } from '../../failedSaves/saves.ts'
import { openServer, SERVER_ENV } from '../../openServer.ts'
import { requestAdmin } from '../../standin/demo/requestAdmin.ts'
import { demoShops } from '../../standin/demo/shops.ts'
import { startPostgres } from '../../standin/postgres/startPostgres.ts'
import { findFreePort } from '../../standin/processes/findPorts.ts'
import { signIdToken } from '../../standin/shopify/oauth/signIdToken.ts'
import { signSurfaceToken } from '../../standin/shopify/oauth/signSurfaceToken.ts'
import { startShopify } from '../../standin/shopify/startShopify.ts'
import { signWebhook } from '../../standin/shopify/webhooks/signWebhook.ts'
import { makeVisitKey } from '../../visitKey.ts'
import { DOORS, LAST_TOPICS } from './doors.ts'
import type { Door, DoorAnswer, DoorRequest, Seeds, World } from './types.ts'
import { watchTables } from './watchTables.ts'

const HOST = '127.0.0.1'
const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret } = SERVER_ENV
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const SITE = 'harbor.example'
const COUNT_BLOCKS = new URL('./countBlocks.mjs', import.meta.url).href
/** No gate of the world lets it in: it holds nothing, and no chain answers. */
const account = privateKeyToAccount(`0x${'7'.repeat(64)}`)
/** A server that tells less than the truth about a request's length gets no more; one that hears nothing more ends. */
const LIE_MS = 300
const ANSWER_MS = 60_000

/** Start the built server on a PostgreSQL, with a stand-in of Shopify and one installed shop, for the fuzz of its doors. */
export async function openWorld(): Promise<World> {
  const closers: (() => unknown)[] = []
  try {
    const postgres = await startPostgres()
    closers.push(postgres.close)
    const shopify = await startShopify({
      ...{ host: HOST, apiKey, apiSecret, shops: [demoShops.harbor], appOrigin: `http://${HOST}:1` },
      ...{ storefrontPort: await findFreePort(HOST), adminPort: await findFreePort(HOST) },
    })
    closers.push(shopify.close)
    const blocksPort = await findFreePort(HOST)
    const server = await openServer({
      ...{ STANDIN_SHOPIFY_ORIGIN: shopify.graphqlOrigin, RPC_URL_ETHEREUM: `http://${HOST}:1` },
      ...{ DATABASE_URL: postgres.url, RATE_LIMIT_FACTOR: '10000' },
      ...{ NODE_OPTIONS: `--import ${COUNT_BLOCKS}`, COUNT_BLOCKS_PORT: String(blocksPort) },
    })
    closers.push(server.close)
    const pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
    closers.push(() => pool.end())
    const seeds = await makeSeeds(server.origin)
    const agent = new Agent({ keepAlive: true, maxSockets: 24 })
    closers.push(() => agent.destroy())
    const tables = await watchTables(pool)
    const { port } = new URL(server.origin)
    const send = (request: DoorRequest) => {
      const headers = { ...request.headers, ...composeHeaders(request, seeds) }
      const path = signPath(request, seeds)
      const target = { port: Number(port), path, headers, request }
      return request.lies === 'not' ? sendHttp({ ...target, agent }) : sendLie(target)
    }
    return {
      ...{ seeds, send, ...tables, settleMs: 100 },
      countNewBlocks: async () => Number(await (await fetch(`http://${HOST}:${blocksPort}`)).text()),
      readFaults: createFaultReader(server.output),
      makeFreshBody: (door) => makeFreshBody({ door, send, seeds }),
      close: async () => {
        for (const close of closers.splice(0).reverse()) await close()
      },
    }
  } catch (error) {
    for (const close of closers.splice(0).reverse()) await close()
    throw error
  }
}

/** Reads the log from where the last call ended. */
function createFaultReader(output: () => string): World['readFaults'] {
  let end = output().length
  return () => {
    const text = output()
    const lines = text.slice(end).split('\n')
    end = text.length
    return lines.filter((line) => /^\S+ error /.test(line))
  }
}

async function makeSeeds(appOrigin: string): Promise<Seeds> {
  const { myshopifyDomain } = demoShops.harbor
  const ask = async (path: string, body?: unknown) => {
    const response = await requestAdmin({ appOrigin, apiKey, apiSecret, myshopifyDomain }, { path, body })
    const text = await response.text()
    return (what: RegExp): string => {
      const found = what.exec(text)?.[1]
      if (found === undefined) throw new Error(`${path} answered ${response.status} ${text.slice(0, 400)}`)
      return found
    }
  }
  await ask('/app/settings.data')
  const gate = await ask('/app/gates/save', { form: FORM, draftId: randomUUID(), gate: null })
  const list = (await ask('/app/lists/new', { name: 'Owls' }))(/"(?:id|listId)":"([0-9a-f-]{36})"/)
  const started = (await ask(`/app/lists/${list}/imports`, { mode: 'add' }))(/"([0-9a-f-]{36})"/)
  const project = (
    await ask('/app/developers/new', {
      ...PROJECT,
      allowedDomains: [SITE],
      isStorefront: true,
      draftId: randomUUID(),
    })
  )(/"id":"([0-9a-f-]{36})"/)
  const page = `/app/developers/${project}`
  const key = await ask(`${page}/keys`, { kind: 'secret', name: 'Robot', draftId: randomUUID() })
  await ask(`${page}/gates`, { mayChangeGates: true })
  const opened = await ask(`${page}.data`)
  await ask('/app/counter', { name: 'Front desk', hours: '168', draftId: randomUUID() })
  const counter = await ask('/app/counter.data')
  return {
    ...{ shop: myshopifyDomain, gate: Number(gate(/"number":(\d+)/)), list, import: started, project },
    publishableKey: opened(/"(pk_[0-9a-f]{32})"/),
    secretKey: key(/"(sk_[0-9a-f]{32})"/),
    tillToken: counter(/till#([0-9a-f]{64})/),
    ...{ accessToken: 'none', wallet: account.address },
  }
}

/** What only the right caller can add: keys, session tokens, signatures over the body. */
function composeHeaders({ door, body, path }: DoorRequest, seeds: Seeds): Record<string, string> {
  const { kind } = DOORS[door] as Door
  if (kind === 'admin') {
    const token = signIdToken({ shop: seeds.shop, apiKey, apiSecret })
    return { authorization: `Bearer ${token}`, 'user-agent': USER_AGENT }
  }
  if (kind === 'surface') {
    const token = signSurfaceToken({ shop: seeds.shop, customerId: 901, apiKey, apiSecret })
    return { authorization: `Bearer ${token}` }
  }
  if (kind === 'hook') {
    const topic = door.slice(door.indexOf(' ') + 1)
    const shop = LAST_TOPICS.includes(topic) ? 'gone.myshopify.com' : seeds.shop
    // Shopify signs bytes, whatever they are.
    const signed = signWebhook({ shop, topic, rawBody: '', apiSecret })
    const hmac = createHmac('sha256', apiSecret).update(body).digest('base64')
    return { ...signed, 'x-shopify-hmac-sha256': hmac }
  }
  if (kind === 'till') return { authorization: `Bearer ${seeds.tillToken}` }
  if (kind === 'open' || path.startsWith('/proxy')) return {}
  const key = kind === 'secret' ? seeds.secretKey : seeds.publishableKey
  return { authorization: `Basic ${btoa(`${key}:`)}`, ...(kind === 'api' && { origin: `https://${SITE}` }) }
}

/** A storefront's request has Shopify's signature over its query. */
function signPath({ door, path }: DoorRequest, { shop }: Seeds): string {
  if ((DOORS[door] as Door).kind !== 'proxy') return path
  const signed = {
    ...{ logged_in_customer_id: '', path_prefix: '/apps/palisade', shop },
    timestamp: String(Math.floor(Date.now() / 1000)),
  }
  const message = Object.entries(signed)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join('')
  const signature = createHmac('sha256', apiSecret).update(message).digest('hex')
  return `${path}?${new URLSearchParams({ ...signed, signature })}`
}

type Target = { port: number; path: string; headers: Record<string, string>; request: DoorRequest }

const guarded = new WeakSet<Socket>()

/** Node listens to a socket only until its answer is whole. A server that answers early may close it while it sends. */
function ignoreLateErrors(socket: Socket): void {
  if (guarded.has(socket)) return
  guarded.add(socket)
  socket.on('error', () => undefined)
}

function sendHttp({ port, path, headers, request, agent }: Target & { agent: Agent }): Promise<DoorAnswer> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const finish = (status: number, text: string) =>
      resolve({ status, text, ms: performance.now() - startedAt })
    const sent = requestHttp({
      ...{ host: HOST, port, path, method: request.method, agent, timeout: ANSWER_MS },
      headers: { ...headers, 'content-length': request.body.length },
    })
    sent.on('response', (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => finish(answer.statusCode ?? 0, Buffer.concat(chunks).toString()))
      answer.on('error', () => finish(0, 'The answer broke off.'))
    })
    sent.on('socket', ignoreLateErrors)
    sent.on('timeout', () => sent.destroy(new Error('No answer.')))
    // The server may close an idle connection in the moment in which it is used again. Browsers send again, too.
    sent.on('error', (error) =>
      sent.reusedSocket
        ? resolve(sendHttp({ port, path, headers, request, agent: new Agent() }))
        : finish(0, error.message),
    )
    sent.end(request.body)
  })
}

/** Send a request whose `content-length` is wrong, and close the connection. */
function sendLie({ port, path, headers, request }: Target): Promise<DoorAnswer> {
  const startedAt = performance.now()
  const length = Math.max(0, request.body.length + (request.lies === 'more' ? 7 : -7))
  const lines = Object.entries({ host: `${HOST}:${port}`, ...headers, 'content-length': String(length) })
  const head = `${request.method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return new Promise((resolve) => {
    const socket = connect(port, HOST)
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)
      resolve({ status, text: text.slice(text.indexOf('\r\n\r\n') + 4), ms: performance.now() - startedAt })
    })
    socket.write(Buffer.concat([Buffer.from(head, 'latin1'), request.body]))
    setTimeout(() => socket.destroy(), LIE_MS)
  })
}

/** Where the nonce of each door comes from that takes a signature. */
const NONCE_DOORS: Readonly<Record<string, string>> = {
  'proxy.unlock.ts': 'proxy.nonce.ts',
  'api.v1.storefront.unlock.ts': 'api.v1.storefront.nonce.ts',
  'api.v1.agents.unlock.ts': 'api.v1.agents.challenge.ts',
}

type FreshParameters = { door: string; send: World['send']; seeds: Seeds }

/** Log in as a shopper does, so that changes of the body meet a nonce that waits for its signature. */
async function makeFreshBody({ door, send, seeds }: FreshParameters): Promise<unknown> {
  const nonceDoor = NONCE_DOORS[door]
  if (nonceDoor === undefined) return null
  const visitKey = makeVisitKey()
  // An agent has no key of a browser.
  const isAgent = door === 'api.v1.agents.unlock.ts'
  const body = {
    ...{ chain: 'ethereum', walletAddress: account.address },
    ...(isAgent ? {} : { key: visitKey.key }),
  }
  const { text } = await send({
    ...{ door: nonceDoor, method: 'POST', path: (DOORS[nonceDoor] as Door).path(seeds), lies: 'not' },
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
  })
  const { nonce, message } = JSON.parse(text) as { nonce?: string; message?: string }
  if (nonce === undefined || message === undefined) throw new Error(`No nonce: ${text.slice(0, 300)}`)
  const unlock = {
    ...{ nonce, chain: 'ethereum', walletAddress: account.address, gates: [seeds.gate] },
    signature: await account.signMessage({ message }),
    lines: [{ productId: 8101, variantId: 91011 }],
  }
  return isAgent ? unlock : visitKey.compose('/unlock', unlock)
}
