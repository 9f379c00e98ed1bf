import { randomUUID } from 'node:crypto'
import { composeApiKey, FIRST_KEY_NAME } from '../../core/project/composeApiKey.ts'
import type { ProjectId } from '../../core/project/types.ts'
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
  const id = randomUUID() as ProjectId
  const { key, text } = composeApiKey({
    random: randomHex(16),
    id: randomHex(16),
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
