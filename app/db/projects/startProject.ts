import { randomUUID } from 'node:crypto'
import { composeApiKey, FIRST_KEY_NAME } from '../../core/project/composeApiKey.ts'
import type { ProjectId } from '../../core/project/types.ts'
import type { Prisma } from '../generated/client.ts'

/**
 * Create the first project of a shop that has none, with one publishable key. The caller must hold the lock of the
 * shop's row.
 */
export async function startProject(parameters: {
  tx: Prisma.TransactionClient
  shopId: bigint
  name: string
  /** The storefront's domains: sign-ins of the project may name them until the merchant changes the list. */
  domains: readonly string[]
  /** Unix seconds. */
  at: bigint
  createRandomHex: (bytes: number) => string
  hashSecret: (secret: string) => string
}): Promise<void> {
  const { tx, shopId, name, domains, at, createRandomHex, hashSecret } = parameters
  const standing = await tx.project.count({ where: { shopId } })
  if (standing > 0) return
  const id = randomUUID() as ProjectId
  const { key, text } = composeApiKey({
    random: createRandomHex(16),
    id: createRandomHex(16),
    projectId: id,
    kind: 'publishable',
    name: FIRST_KEY_NAME,
    createdAt: Number(at),
  })
  await tx.project.create({
    data: {
      id,
      shopId,
      name,
      allowedDomains: [...domains],
      redirectUris: [],
      createdAt: at,
      updatedAt: at,
      apiKeys: {
        create: {
          id: key.id,
          kind: key.kind,
          name: key.name,
          hash: hashSecret(text),
          shown: key.shown,
          createdAt: at,
        },
      },
    },
  })
}
