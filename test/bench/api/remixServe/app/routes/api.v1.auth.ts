import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs } from '@remix-run/node'
import { getAddress, type Hex, isAddress, isHex, verifyMessage } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import { z } from 'zod'
import { prisma } from '../db.server.ts'
import { requireProject } from '../requireProject.server.ts'
import { signToken } from '../token.server.ts'

const Body = z.object({
  chain: z.string().default('ethereum'),
  walletAddress: z.string().refine((text) => isAddress(text)),
  signature: z.custom<Hex>((text) => isHex(text)),
  context: z.object({
    domain: z.string(),
    uri: z.url(),
    issuedAt: z.iso.datetime(),
    chainId: z.number().int(),
  }),
})

export async function action({ request }: ActionFunctionArgs) {
  const project = await requireProject(request)
  const { walletAddress, signature, context } = Body.parse(await request.json())
  const issuedAt = new Date(context.issuedAt)
  const isRecent = Math.abs(Date.now() - issuedAt.getTime()) <= 600_000
  if (!project.allowedDomains.includes(context.domain) || !isRecent) return refuse()
  const now = BigInt(Math.floor(Date.now() / 1000))
  const nonce = await prisma.projectNonce.findFirst({
    where: {
      projectId: project.id,
      family: 'evm',
      walletAddress: walletAddress.toLowerCase(),
      expiresAt: { gt: now },
    },
    orderBy: { issuedAt: 'desc' },
  })
  if (!nonce) return refuse()
  const address = getAddress(walletAddress)
  const message = createSiweMessage({
    address,
    chainId: context.chainId,
    domain: context.domain,
    issuedAt,
    nonce: nonce.value,
    statement: nonce.statement,
    uri: context.uri,
    version: '1',
  })
  if (!(await verifyMessage({ address, message, signature }))) return refuse()
  const { projectId, family, value } = nonce
  const { count } = await prisma.projectNonce.deleteMany({
    where: { projectId, family, walletAddress: nonce.walletAddress, value },
  })
  if (count !== 1) return refuse()
  const user = { chain: 'ethereum', walletAddress, displayAddress: walletAddress, tokenBalances: {} }
  const accessToken = await signToken(
    { tid: randomUUID(), ver: 1, ...user, email: `${walletAddress.toLowerCase()}@wallet.invalid` },
    `ethereum:${address}`,
    project.id,
  )
  return Response.json({ accessToken, user })
}

function refuse() {
  return Response.json({ msg: 'invalid signature' }, { status: 400 })
}
