import type { Database } from '../database.ts'
import type { SealSecret } from '../secrets.ts'
import { appendSigningKey, type MakeSigningKey } from './appendSigningKey.ts'
import { lockSigningKeys } from './lockSigningKeys.ts'

export type RotateSigningKeyParameters = {
  readonly db: Database
  /** Unix seconds. */
  readonly at: number
  /** When the last token of the key before has ended. */
  readonly endsAt: number
  readonly makeSigningKey: MakeSigningKey
  readonly sealSecret: SealSecret
}

/** Make a new key that signs from now on, let the one before end, and forget those that have ended. */
export async function rotateSigningKey(parameters: RotateSigningKeyParameters): Promise<{ kid: string }> {
  const { db, endsAt, ...key } = parameters
  return db.prisma.$transaction(async (tx) => {
    await lockSigningKeys({ tx })
    await tx.signingKey.deleteMany({ where: { endsAt: { lte: BigInt(key.at) } } })
    await tx.signingKey.updateMany({ where: { endsAt: null }, data: { endsAt: BigInt(endsAt) } })
    return { kid: await appendSigningKey({ tx, ...key }) }
  })
}
