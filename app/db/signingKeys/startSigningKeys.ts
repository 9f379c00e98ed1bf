import type { Database } from '../database.ts'
import type { SealSecret } from '../secrets.ts'
import { appendSigningKey, type MakeSigningKey } from './appendSigningKey.ts'
import { lockSigningKeys } from './lockSigningKeys.ts'

export type StartSigningKeysParameters = {
  readonly db: Database
  /** Unix seconds. */
  readonly at: number
  readonly makeSigningKey: MakeSigningKey
  readonly sealSecret: SealSecret
}

/** Make the first signing key, unless there is one: of processes that start at once, one makes it. */
export async function startSigningKeys({ db, ...parameters }: StartSigningKeysParameters): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    await lockSigningKeys({ tx })
    const standing = await tx.signingKey.count()
    if (standing === 0) await appendSigningKey({ tx, ...parameters })
  })
}
