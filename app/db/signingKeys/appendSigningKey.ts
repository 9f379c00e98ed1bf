import type { PublicSigningKey } from '../../core/accessToken/types.ts'
import type { Prisma } from '../generated/client.ts'
import type { SealSecret } from '../secrets.ts'
import { formatKeyPurpose } from './formatKeyPurpose.ts'

/** Make a P-256 key pair; the private half as PKCS #8. */
export type MakeSigningKey = () => {
  readonly privateKey: Uint8Array
  readonly publicKey: PublicSigningKey
}

export type AppendSigningKeyParameters = {
  readonly tx: Prisma.TransactionClient
  /** Unix seconds. */
  readonly at: number
  readonly makeSigningKey: MakeSigningKey
  readonly sealSecret: SealSecret
}

/** Make a key and put it after all others: it signs from now on. Call it with the table locked. Answers its id. */
export async function appendSigningKey(parameters: AppendSigningKeyParameters): Promise<string> {
  const { tx, at, makeSigningKey, sealSecret } = parameters
  const { privateKey, publicKey } = makeSigningKey()
  const { kid } = publicKey
  const newest = await tx.signingKey.findFirst({ orderBy: { position: 'desc' }, select: { position: true } })
  await tx.signingKey.create({
    data: {
      kid,
      privateKey: sealSecret({ plain: privateKey, purpose: formatKeyPurpose({ kid }) }),
      publicKey: JSON.stringify(publicKey),
      position: (newest?.position ?? 0) + 1,
      createdAt: BigInt(at),
      endsAt: null,
    },
  })
  return kid
}
