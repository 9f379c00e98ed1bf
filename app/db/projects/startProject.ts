import { randomUUID } from 'node:crypto'
import type { Prisma } from '../generated/client.ts'

export type StartProjectParameters = {
  readonly tx: Prisma.TransactionClient
  readonly shopId: bigint
  readonly name: string
  /** The storefront's: what the project's logins may name until the merchant says otherwise. */
  readonly domains: readonly string[]
  /** Unix seconds. */
  readonly at: bigint
  readonly randomHex: (bytes: number) => string
  readonly hashSecret: (secret: string) => string
}

/** Give a shop that has no project its first, with one publishable key. Call it with the shop's row locked. */
export async function startProject(parameters: StartProjectParameters): Promise<void> {
  const { tx, shopId, name, domains, at, randomHex, hashSecret } = parameters
  const standing = await tx.project.count({ where: { shopId } })
  if (standing > 0) return
  const key = `pk_${randomHex(16)}`
  await tx.project.create({
    data: {
      id: randomUUID(),
      shopId,
      name,
      allowedDomains: [...domains],
      redirectUris: [],
      createdAt: at,
      updatedAt: at,
      apiKeys: {
        create: {
          id: randomHex(16),
          kind: 'publishable',
          name: 'Default',
          hash: hashSecret(key),
          shown: key,
          createdAt: at,
        },
      },
    },
  })
}
