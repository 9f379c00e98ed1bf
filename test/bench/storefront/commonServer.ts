import {
  createHash,
  createHmac,
  createPublicKey,
  randomBytes,
  randomUUID,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import express from 'express'
import { createPublicClient, getAddress, http, parseAbi, verifyMessage } from 'viem'
import { mainnet } from 'viem/chains'
import { createPrisma } from '../../../app/db/createPrisma.ts'
import { readKnown } from './readKnown.ts'

/*
 * The same login as a team would usually write it: express, Prisma for every row, viem for the signature and the chain.
 * It checks what the floor checks, reads shop and gate each time, and has no rate limits and no metrics either. It logs
 * each answer with its own rows.
 */
const prisma = createPrisma({
  adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL, max: 10 }),
})
const known = await readKnown({
  query: async (sql: string) => ({ rows: await prisma.$queryRawUnsafe(sql) }),
} as unknown as Parameters<typeof readKnown>[0])
const client = createPublicClient({ chain: mainnet, transport: http(process.env.RPC_URL_ETHEREUM) })
const abi = parseAbi(['function balanceOf(address owner) view returns (uint256)'])
const STATEMENT = 'Show this shop which tokens your wallet holds. This is free and sends no transaction.'
const app = express()

app.use(express.json({ limit: '32kb' }))
app.use((request, response, next) => {
  const { signature, ...parameters } = request.query as Record<string, string>
  const text = Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('')
  const expected = createHmac('sha256', process.env.SHOPIFY_API_SECRET ?? '')
    .update(text)
    .digest()
  const given = Buffer.from(signature ?? '', 'hex')
  const isOld = Math.abs(Date.now() / 1000 - Number(parameters.timestamp)) > 90
  if (given.length !== expected.length || !timingSafeEqual(given, expected) || isOld)
    return response.status(401).json({ msg: 'not from the shop' })
  next()
})

const thumbprintOf = ({ x, y }: { x: string; y: string }) =>
  createHash('sha256').update(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`).digest('base64url')

type Text = {
  domain: string
  value: string
  thumbprint: string
  issuedAt: number
  account: string
  chain: string
}
function composeText({ domain, value, thumbprint, issuedAt, account, chain }: Text): string {
  return [
    `${domain} wants you to sign in ${account}`,
    ...['', STATEMENT, '', `URI: https://${domain}`, 'Version: 1', `Chain ID: ${chain}`, `Nonce: ${value}`],
    `Issued At: ${new Date(issuedAt * 1000).toISOString()}`,
    `Expiration Time: ${new Date((issuedAt + 120) * 1000).toISOString()}`,
    ...['Resources:', `- urn:ietf:params:oauth:jwk-thumbprint:sha-256:${thumbprint}`],
  ].join('\n')
}

app.post('/proxy/nonce', async (request, response, next) => {
  try {
    const shop = await prisma.shop.findUniqueOrThrow({
      where: { myshopifyDomain: String(request.query.shop) },
    })
    const [value, thumbprint] = [randomBytes(16).toString('hex'), thumbprintOf(request.body.key)]
    const issuedAt = Math.floor(Date.now() / 1000)
    const { id: shopId, primaryDomain: domain } = shop
    await prisma.nonce.create({
      data: {
        ...{
          value,
          door: 'proxy',
          shopId,
          domain,
          uri: `https://${domain}`,
          statement: STATEMENT,
          method: 'text',
        },
        ...{ keyThumbprint: thumbprint, issuedAt: BigInt(issuedAt), expiresAt: BigInt(issuedAt + 120) },
      },
    })
    const account = 'with your [family] account:\n[address]'
    const message = composeText({ domain, value, thumbprint, issuedAt, account, chain: '[chain]' })
    response.json({ nonce: value, statement: STATEMENT, message, expiresAt: issuedAt + 120 })
  } catch (error) {
    next(error)
  }
})

app.post('/proxy/unlock', async (request, response, next) => {
  try {
    const { request: text, at, key, signature } = request.body
    const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', ...key }, format: 'jwk' })
    const [bytes, mac] = [Buffer.from(`POST /unlock\n${at}\n${text}`), Buffer.from(signature, 'base64url')]
    const now = Math.floor(Date.now() / 1000)
    const isSigned = verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, mac)
    if (!isSigned || Math.abs(now - at) > 60) return response.status(401).json({ msg: 'not signed' })
    const asked = JSON.parse(text)
    const shop = await prisma.shop.findUniqueOrThrow({
      where: { myshopifyDomain: String(request.query.shop) },
    })
    const nonce = await prisma.nonce.findUnique({ where: { value: asked.nonce } })
    const thumbprint = thumbprintOf(key)
    if (!nonce || nonce.expiresAt <= now || nonce.keyThumbprint !== thumbprint)
      return response.status(401).json({ msg: 'unknown login' })
    const message = composeText({
      ...{
        domain: nonce.domain,
        value: nonce.value,
        thumbprint,
        issuedAt: Number(nonce.issuedAt),
        chain: '1',
      },
      account: `with your Ethereum account:\n${getAddress(asked.walletAddress)}`,
    })
    if (!(await verifyMessage({ address: asked.walletAddress, message, signature: asked.signature })))
      return response.status(401).json({ msg: 'not signed' })
    const used = await prisma.nonce.deleteMany({ where: { value: nonce.value } })
    if (used.count !== 1) return response.status(401).json({ msg: 'unknown login' })
    response.json(await open({ shopId: shop.id, thumbprint, now, asked }))
  } catch (error) {
    next(error)
  }
})

type Asked = { gates: number[]; walletAddress: `0x${string}`; cart: string; lines: object[] }
async function open({
  shopId,
  thumbprint,
  now,
  asked,
}: {
  shopId: bigint
  thumbprint: string
  now: number
  asked: Asked
}) {
  const gates = await prisma.gate.findMany({
    where: { shopId, number: { in: asked.gates }, deletedAt: null },
  })
  const [gate] = gates
  // biome-ignore lint/suspicious/noExplicitAny: stored JSON
  const root = (gate?.requirement as any)?.root
  const args = [asked.walletAddress] as const
  const held = await client.readContract({ address: root.contract, abi, functionName: 'balanceOf', args })
  if (!gate || held < BigInt(root.minimum)) throw new Error('too few tokens')
  const session = randomBytes(32).toString('hex')
  const address = asked.walletAddress.toLowerCase()
  const visit = await prisma.visit.create({
    data: {
      ...{ id: randomUUID(), tokenHash: createHash('sha256').update(session).digest('hex'), shopId },
      ...{ wallets: [{ chain: 'ethereum', address, kind: 'key' }], vaults: [], keyThumbprint: thumbprint },
      ...{ usedAt: BigInt(now), signedAt: BigInt(now), expiresAt: BigInt(now + 7200) },
    },
  })
  const named = [{ gate: Number(gate.number), revision: gate.revision }]
  const places = [
    { carrier: 'c', cartToken: asked.cart },
    ...asked.lines.map((line: object) => ({ carrier: 'l', ...line })),
  ]
  const grants = places.map((place) => ({
    ...{ ...place, id: randomBytes(8).toString('hex'), shopId, visitId: visit.id, gates: named, buyer: '0' },
    ...{
      epoch: known.epoch,
      until: known.until,
      endsAt: BigInt(known.endsAt),
      state: 'open',
      openedAt: BigInt(now),
    },
    openScope: `${visit.id} ${place.carrier}`,
  }))
  await prisma.grant.createMany({ data: grants })
  await prisma.unlockEvent.create({
    data: {
      ...{ shopId, visitId: visit.id, at: BigInt(now), gate: gate.number, revision: gate.revision },
      ...{ outcome: 'open', detail: {} },
    },
  })
  const proofs = grants.map(({ carrier, id }) => {
    const unsigned = `p1~${carrier}~${known.epoch}~${known.until}~0~${id}~${known.entry}`
    return `${unsigned}~${createHmac('sha256', known.key).update(unsigned).digest('hex').slice(0, 32)}`
  })
  return {
    gates: [{ id: Number(gate.number), kind: 'open', reaction: known.reaction, endsAt: known.endsAt }],
    ...{ proof: proofs[0], lineProofs: [{ ...asked.lines[0], proof: proofs[1] }], session },
  }
}

app.listen(Number(process.env.PORT), '127.0.0.1')
