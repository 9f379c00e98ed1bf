import { createHash, createHmac, createPublicKey, randomBytes, timingSafeEqual, verify } from 'node:crypto'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { Pool } from 'pg'
import { recover, spell } from '../bareWallet.ts'
import { type Known, readKnown } from './readKnown.ts'

/*
 * The floor: what a login of the storefront must cost, with nothing between `node:http` and the work. It keeps the
 * promises of a login: the app proxy's signature and time, a nonce that works once, the shop's own domain, the
 * wallet's signature over the whole text, the key that the text names and its signature over the request, the chain's
 * answer about this wallet, a visit, a grant for the cart and each line, proofs under the shop's key, and the log.
 *
 * Three statements, named, on one pg.Pool of ours' size: insert the nonce, delete it, insert the visit with its grants.
 * The log is one statement a second. It remembers its nonces, and knows shop and gate since it started: it notices no
 * change of them. It has no rate limits, no metrics, and one chain endpoint that it trusts.
 */
const pool = new Pool({ connectionString: process.env.DATABASE_URL })
const known: Known = await readKnown(pool)
const SECRET = process.env.SHOPIFY_API_SECRET ?? ''
const rpc = new URL(process.env.RPC_URL_ETHEREUM ?? '')
const agent = new Agent({ keepAlive: true })
const STATEMENT = 'Show this shop which tokens your wallet holds. This is free and sends no transaction.'

type Answer = { readonly status: number; readonly body: object }
type Nonce = { readonly thumbprint: string; readonly issuedAt: number }
const refusal = (status: number, msg: string): Answer => ({ status, body: { msg } })
const issued = new Map<string, Nonce>()

const ISSUE = {
  name: 'issue',
  text: `INSERT INTO nonce (value, door, shop_id, domain, uri, statement, method, key_thumbprint, issued_at, expires_at)
    VALUES ($1, 'proxy', $2, $3, $4, $5, 'text', $6, $7, $8)`,
}
const CONSUME = {
  name: 'consume',
  text: 'DELETE FROM nonce WHERE value = $1 AND shop_id = $2 AND expires_at > $3 RETURNING value',
}
const OPEN = {
  name: 'open',
  text: `WITH begun AS (
      INSERT INTO visit (id, token_hash, shop_id, wallets, vaults, seen, key_thumbprint, used_at, signed_at, expires_at, asked)
      VALUES ($1, $2, $3, $4::jsonb, '[]'::jsonb, $5::jsonb, $6, $7, $7, $8, cardinality($9::text[])) RETURNING id)
    INSERT INTO "grant" (id, shop_id, visit_id, carrier, cart_token, product_id, variant_id, gates, buyer, epoch, until,
      ends_at, state, open_scope, opened_at)
    SELECT one.id, $3, begun.id, one.carrier, one.cart_token, one.product_id, one.variant_id, $14::jsonb, '0', $15, $16, $17,
      'open', one.scope, $7
    FROM begun CROSS JOIN unnest($9::text[], $10::text[], $11::text[], $12::bigint[], $13::bigint[], $18::text[])
      AS one (id, carrier, cart_token, product_id, variant_id, scope)`,
}
const LOG = {
  name: 'log',
  text: `WITH given AS (SELECT * FROM unnest($1::text[], $2::text[]) AS given (visit_id, wallet)), logged AS (
      INSERT INTO unlock_event (shop_id, visit_id, at, gate, revision, outcome, detail)
      SELECT $3, visit_id, $4, $5, $6, 'open', '{}'::jsonb FROM given RETURNING id, visit_id
    ), linked AS (
      INSERT INTO unlock_wallet (shop_id, address, backwards, at, event_id)
      SELECT $3, convert_to(wallet, 'UTF8'), convert_to(reverse(wallet), 'UTF8'), $4, id FROM logged JOIN given USING (visit_id))
    INSERT INTO gate_day (shop_id, gate, day_on, kind, count)
    SELECT $3, $5, $7, 'open', count(*) FROM given
    ON CONFLICT (shop_id, gate, day_on, kind) DO UPDATE SET count = gate_day.count + EXCLUDED.count`,
}

async function issueNonce(body: { key: { x: string; y: string } }, now: number): Promise<Answer> {
  const { x, y } = body.key
  if (!/^[\w-]{43}$/.test(x) || !/^[\w-]{43}$/.test(y)) return refusal(400, 'no key')
  const value = randomBytes(16).toString('hex')
  const nonce = { thumbprint: hashKey({ x, y }), issuedAt: now }
  const message = composeText({
    value,
    nonce,
    account: 'with your [family] account:\n[address]',
    chain: '[chain]',
  })
  const site = [known.domain, `https://${known.domain}`, STATEMENT]
  await pool.query({ ...ISSUE, values: [value, known.shopId, ...site, nonce.thumbprint, now, now + 120] })
  issued.set(value, nonce)
  return { status: 200, body: { nonce: value, statement: STATEMENT, message, expiresAt: now + 120 } }
}

function hashKey({ x, y }: { x: string; y: string }): string {
  return createHash('sha256').update(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`).digest('base64url')
}

function composeText({
  value,
  nonce,
  account,
  chain,
}: {
  value: string
  nonce: Nonce
  account: string
  chain: string
}) {
  const times = [nonce.issuedAt, nonce.issuedAt + 120].map((at) => new Date(at * 1000).toISOString())
  return `${known.domain} wants you to sign in ${account}\n\n${STATEMENT}\n\nURI: https://${known.domain}\nVersion: 1\nChain ID: ${chain}\nNonce: ${value}\nIssued At: ${times[0]}\nExpiration Time: ${times[1]}\nResources:\n- urn:ietf:params:oauth:jwk-thumbprint:sha-256:${nonce.thumbprint}`
}

type Signed = { request: string; at: number; key: { x: string; y: string }; signature: string }
type Unlock = {
  readonly nonce: string
  readonly walletAddress: string
  readonly signature: string
  readonly gates: readonly number[]
  readonly lines: readonly { productId: number; variantId: number }[]
  readonly cart: string
}
async function unlock(signed: Signed, now: number): Promise<Answer> {
  const { request: text, at, key, signature } = signed
  if (Math.abs(now - at) > 60) return refusal(401, 'not now')
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', ...key }, format: 'jwk' })
  const bytes = Buffer.from(`POST /unlock\n${at}\n${text}`)
  const mac = Buffer.from(signature, 'base64url')
  if (!verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, mac))
    return refusal(401, 'not signed')
  const asked = JSON.parse(text) as Unlock
  const wallet = asked.walletAddress.toLowerCase()
  const nonce = issued.get(asked.nonce)
  if (!nonce || nonce.issuedAt + 120 <= now || !/^0x[0-9a-f]{40}$/.test(wallet))
    return refusal(401, 'unknown login')
  if (nonce.thumbprint !== hashKey(key)) return refusal(401, 'another key')
  const account = `with your Ethereum account:\n${spell(wallet)}`
  if (recover(composeText({ value: asked.nonce, nonce, account, chain: '1' }), asked.signature) !== wallet)
    return refusal(401, 'not signed')
  const used = await pool.query({ ...CONSUME, values: [asked.nonce, known.shopId, now] })
  issued.delete(asked.nonce)
  if (used.rows.length !== 1) return refusal(401, 'unknown login')
  if (asked.gates.length !== 1 || asked.gates[0] !== known.gate) return refusal(404, 'unknown gate')
  if ((await readBalance(wallet)) < known.minimum) return refusal(403, 'too few tokens')
  return grant({ asked, wallet, thumbprint: nonce.thumbprint, now })
}

async function grant(of: {
  asked: Unlock
  wallet: string
  thumbprint: string
  now: number
}): Promise<Answer> {
  const { asked, wallet, thumbprint, now } = of
  const [visit, session] = [randomBytes(16).toString('hex'), randomBytes(32).toString('hex')]
  const lines = asked.lines.filter(({ productId }) => productId === known.productId)
  const places = [
    { carrier: 'c', cart: asked.cart, productId: null, variantId: null },
    ...lines.map((line) => ({ carrier: 'l', cart: null, ...line })),
  ].map((place) => ({ ...place, id: randomBytes(8).toString('hex') }))
  const gates = JSON.stringify([{ gate: known.gate, revision: known.revision }])
  await pool.query({
    ...OPEN,
    values: [
      ...[visit, createHash('sha256').update(session).digest('hex'), known.shopId],
      JSON.stringify([{ chain: 'ethereum', address: wallet, kind: 'key' }]),
      ...[`{"v":1,"until":"${known.until}","gates":${gates}}`, thumbprint, now, now + 7200],
      ...[places.map(({ id }) => id), places.map(({ carrier }) => carrier), places.map(({ cart }) => cart)],
      ...[places.map(({ productId }) => productId), places.map(({ variantId }) => variantId)],
      ...[gates, known.epoch, known.until, known.endsAt + 900],
      places.map(
        (one) => `${visit} ${one.carrier} ${one.productId ?? ''} ${one.variantId ?? ''} ${one.cart ?? ''}`,
      ),
    ],
  })
  waiting.push({ visit, wallet })
  const proofs = places.map(({ carrier, id }) => signProof(carrier, id))
  const open = { id: known.gate, kind: 'open', reaction: known.reaction, endsAt: known.endsAt, wallet }
  const lineProofs = lines.map((line, i) => ({ ...line, proof: proofs[i + 1] }))
  return { status: 200, body: { gates: [open], proof: proofs[0], lineProofs, session } }
}

function signProof(carrier: string, grant: string): string {
  const unsigned = `p1~${carrier}~${known.epoch}~${known.until}~0~${grant}~${known.entry}`
  return `${unsigned}~${createHmac('sha256', known.key).update(unsigned).digest('hex').slice(0, 32)}`
}

/** `balanceOf(wallet)` at the latest block. */
function readBalance(wallet: string): Promise<bigint> {
  const data = `0x70a08231${wallet.slice(2).padStart(64, '0')}`
  const params = [{ to: known.contract, data }, 'latest']
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_call', params })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    request(rpc, { method: 'POST', agent, headers }, (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => {
        text += chunk
      })
      answer.on('end', () => resolve(BigInt((JSON.parse(text) as { result: string }).result)))
    })
      .on('error', reject)
      .end(body)
  })
}

let waiting: { visit: string; wallet: string }[] = []
setInterval(() => {
  const batch = waiting
  waiting = []
  const values = [batch.map(({ visit }) => visit), batch.map(({ wallet }) => wallet), known.shopId]
  const of = [
    Math.floor(Date.now() / 1000),
    known.gate,
    known.revision,
    new Date().toISOString().slice(0, 10),
  ]
  if (batch.length > 0) void pool.query({ ...LOG, values: [...values, ...of] })
}, 1_000)

/** The app proxy's query: its signature over the sorted parameters, its shop and its time. */
function isFromShop(query: string, now: number): boolean {
  const parameters = new URLSearchParams(query)
  const given = parameters.get('signature') ?? ''
  parameters.delete('signature')
  const text = [...parameters]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('')
  const expected = createHmac('sha256', SECRET).update(text).digest()
  const bytes = Buffer.from(given, 'hex')
  if (bytes.length !== expected.length || !timingSafeEqual(bytes, expected)) return false
  return (
    parameters.get('shop') === known.myshopifyDomain &&
    Math.abs(now - Number(parameters.get('timestamp'))) <= 90
  )
}

const routes = new Map<string, (body: never, now: number) => Promise<Answer>>([
  ['/proxy/nonce', issueNonce],
  ['/proxy/unlock', unlock],
])

const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = []
  let length = 0
  incoming.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > 32_768) incoming.destroy()
    else chunks.push(chunk)
  })
  incoming.on('end', () => {
    answer(incoming, Buffer.concat(chunks)).then(
      ({ status, body }) => write(outgoing, status, body),
      () => write(outgoing, 500, { msg: 'internal' }),
    )
  })
})

async function answer({ method, url = '' }: IncomingMessage, bytes: Buffer): Promise<Answer> {
  const at = url.indexOf('?')
  const route = method === 'POST' ? routes.get(url.slice(0, at)) : undefined
  if (!route) return refusal(404, 'nothing here')
  const now = Math.floor(Date.now() / 1000)
  if (!isFromShop(url.slice(at + 1), now)) return refusal(401, 'not from the shop')
  return route(JSON.parse(bytes.toString()) as never, now)
}

function write(outgoing: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body)
  outgoing.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(text),
  })
  outgoing.end(text)
}

server.listen(Number(process.env.PORT), '127.0.0.1')
