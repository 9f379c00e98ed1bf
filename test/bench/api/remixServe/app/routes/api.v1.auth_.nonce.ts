import type { ActionFunctionArgs } from '@remix-run/node'
import { generateSiweNonce } from 'viem/siwe'
import { z } from 'zod'
import { prisma } from '../db.server.ts'
import { requireProject } from '../requireProject.server.ts'

const Body = z.object({ chain: z.string().default('ethereum'), walletAddress: z.string().length(42) })

export async function action({ request }: ActionFunctionArgs) {
  const project = await requireProject(request)
  const { walletAddress } = Body.parse(await request.json())
  const now = BigInt(Math.floor(Date.now() / 1000))
  const where = { projectId: project.id, family: 'evm', walletAddress: walletAddress.toLowerCase() }
  const standing = await prisma.projectNonce.findFirst({
    where: { ...where, expiresAt: { gt: now }, issuedAt: { gt: now - 60n } },
  })
  const fresh = {
    value: generateSiweNonce(),
    statement: project.statement ?? `Sign in to ${project.name}. This is free and sends no transaction.`,
    format: project.format,
    issuedAt: now,
    expiresAt: now + 120n,
  }
  const nonce =
    standing ??
    (await prisma.projectNonce.upsert({
      where: { projectId_family_walletAddress_place: { ...where, place: 0 } },
      create: { ...where, place: 0, ...fresh },
      update: fresh,
    }))
  return Response.json({ nonce: nonce.value, statement: nonce.statement, format: nonce.format })
}
