import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Pool } from 'pg'
import { noncePools } from '../../../app/core/project/noncePools.ts'
import { recover, spell } from '../bareWallet.ts'
import { readStatements } from './readStatements.ts'

/*
 * The yardstick: the cost of the API's three busiest endpoints with nothing between `node:http` and the work. One
 * handler, no router, no schema library, no Request or Response. It runs the adapters' own statements, named, on one
 * pg.Pool of the same size, and reads the project at most every five seconds. It uses libsecp256k1 and a prepared
 * keccak for the signature, and ES256 by `node:crypto` over the same claims. It checks everything that makes a login
 * safe (key, project, site, age, nonce, signature, address; for a token signature, project, end, revocation) and has no
 * rate limits.
 */
const pool = new Pool({ connectionString: process.env.DATABASE_URL })
const sql = await readStatements()
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ISSUER = 'https://palisade.example/api/v1'
const JWT_HEADER = Buffer.from('{"alg":"ES256","kid":"bare","typ":"JWT"}').toString('base64url')

type Caller = {
  readonly projectId: string
  readonly statement: string
  readonly format: string
  readonly domains: ReadonlySet<string>
}
type Answer = { readonly status: number; readonly body: object }
const refusal = (status: number, msg: string): Answer => ({ status, body: { msg } })

const callers = new Map<string, { caller: Caller | null; readAt: number }>()
async function findCaller(authorization: string | undefined, now: number): Promise<Caller | null> {
  if (!authorization?.startsWith('Basic ')) return null
  const known = callers.get(authorization)
  if (known && now - known.readAt < 5) return known.caller
  const [key = ''] = Buffer.from(authorization.slice(6), 'base64').toString().split(':')
  const values = [createHash('sha256').update(key).digest('hex')]
  const row = (await pool.query({ ...sql.findApiKey, values })).rows[0]
  const caller = row
    ? {
        projectId: String(row.projectId),
        statement: `Sign in to ${row.project.name}. This is free and sends no transaction.`,
        format: String(row.project.format),
        domains: new Set<string>(row.project.allowedDomains),
      }
    : null
  callers.set(authorization, { caller, readAt: now })
  return caller
}

type NonceRequest = { readonly walletAddress: string }
async function issueNonce(caller: Caller, { walletAddress }: NonceRequest, now: number): Promise<Answer> {
  if (!/^0x[0-9a-fA-F]{40}$/.test(walletAddress)) return refusal(400, 'not an address')
  const wallet = walletAddress.toLowerCase()
  const value = randomBytes(16).toString('hex')
  const { projectId, statement, format } = caller
  const { first, own } = noncePools.page
  const start = Number.parseInt(value.slice(0, 6), 16)
  const places = [first, own, start, first + own]
  const values = [projectId, 'evm', wallet, value, statement, format, now, now + 120, ...places]
  const row = (await pool.query({ ...sql.issueNonce, values })).rows[0]
  return { status: 200, body: { nonce: row.value, statement: row.statement, format: row.format } }
}

type LoginRequest = NonceRequest & {
  readonly signature: string
  readonly context: {
    readonly domain: string
    readonly uri: string
    readonly issuedAt: string
    readonly chainId: number
  }
}
async function login(caller: Caller, request: LoginRequest, now: number): Promise<Answer> {
  const { walletAddress, signature, context } = request
  const wallet = walletAddress.toLowerCase()
  const { domain, uri, issuedAt, chainId } = context
  const age = Math.abs(now - Date.parse(issuedAt) / 1000)
  if (!caller.domains.has(domain) || uri !== `https://${domain}` || chainId !== 1 || !(age <= 600))
    return refusal(400, 'not this site or time')
  const scope = [caller.projectId, 'evm', wallet]
  const { rows } = await pool.query({ ...sql.findNonces, values: [...scope, now] })
  const nonce = rows.find(({ value, statement }) => {
    const message = `${domain} wants you to sign in with your Ethereum account:\n${walletAddress}\n\n${statement}\n\nURI: ${uri}\nVersion: 1\nChain ID: 1\nNonce: ${value}\nIssued At: ${issuedAt}`
    return recover(message, signature) === wallet
  })
  if (!nonce) return refusal(400, 'invalid signature')
  const used = await pool.query({ ...sql.consumeNonce, values: [...scope, nonce.value, now] })
  if (used.rows.length !== 1) return refusal(400, 'invalid signature')
  const tokenBalances = {}
  const accessToken = signToken({
    iss: ISSUER,
    aud: caller.projectId,
    sub: `ethereum:${spell(wallet)}`,
    tid: randomUUID(),
    ver: 1,
    iat: now,
    exp: now + 43_200,
    chain: 'ethereum',
    walletAddress,
    displayAddress: walletAddress,
    email: `${wallet}@wallet.invalid`,
    tokenBalances,
    balancesReadAt: {},
  })
  const user = { chain: 'ethereum', walletAddress, displayAddress: walletAddress, tokenBalances }
  return { status: 200, body: { accessToken, user } }
}

function signToken(claims: object): string {
  const signed = `${JWT_HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}

const revoked = new Map<string, { isRevoked: boolean; readAt: number }>()
async function isRevoked(tid: string, now: number): Promise<boolean> {
  const known = revoked.get(tid)
  if (known && now - known.readAt < 5) return known.isRevoked
  const { rows } = await pool.query({ ...sql.hasRevokedToken, values: [tid] })
  revoked.set(tid, { isRevoked: rows.length === 1, readAt: now })
  return rows.length === 1
}

async function validate(caller: Caller, request: { accessToken: string }, now: number): Promise<Answer> {
  const { accessToken } = request
  const end = accessToken.lastIndexOf('.')
  const signature = Buffer.from(accessToken.slice(end + 1), 'base64url')
  const signed = accessToken.slice(0, end)
  const isSigned =
    signed.startsWith(`${JWT_HEADER}.`) &&
    verify('sha256', Buffer.from(signed), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)
  if (!isSigned) return refusal(401, 'not signed here')
  const claims = JSON.parse(Buffer.from(signed.slice(JWT_HEADER.length + 1), 'base64url').toString())
  if (claims.iss !== ISSUER || claims.aud !== caller.projectId || claims.exp <= now)
    return refusal(401, 'not for this project or time')
  return (await isRevoked(claims.tid, now)) ? refusal(401, 'taken back') : { status: 200, body: claims }
}

const routes = new Map<string, (caller: Caller, body: never, now: number) => Promise<Answer>>([
  ['/api/v1/auth/nonce', issueNonce],
  ['/api/v1/auth', login],
  ['/api/v1/auth/validate', validate],
])

const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = []
  let length = 0
  incoming.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > 65_536) incoming.destroy()
    else chunks.push(chunk)
  })
  incoming.on('end', () => {
    answer(incoming, Buffer.concat(chunks)).then(
      ({ status, body }) => write(outgoing, status, body),
      () => write(outgoing, 500, { msg: 'internal' }),
    )
  })
})

async function answer(incoming: IncomingMessage, bytes: Buffer): Promise<Answer> {
  const route = incoming.method === 'POST' ? routes.get(incoming.url ?? '') : undefined
  if (!route) return refusal(404, 'nothing here')
  const now = Math.floor(Date.now() / 1000)
  const caller = await findCaller(incoming.headers.authorization, now)
  return caller ? route(caller, JSON.parse(bytes.toString()) as never, now) : refusal(401, 'unknown key')
}

function write(outgoing: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body)
  outgoing.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    vary: 'Origin',
    'content-length': Buffer.byteLength(text),
  })
  outgoing.end(text)
}

server.listen(Number(process.env.PORT), '127.0.0.1')
