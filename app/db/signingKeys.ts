import type { LoadSigningKeys, SigningKeysPort, StoredSigningKey } from '../ports/signingKeys.ts'
import { createCache } from './createCache.ts'
import type { Database, HotRow } from './database.ts'
import type { Prisma } from './generated/client.ts'
import type { CreateSigningKey, DecryptSecret, EncryptSecret } from './secrets.ts'

const LIST =
  'SELECT kid, private_key, public_key, created_at, ends_at FROM signing_key ORDER BY position DESC'

const RETIRE = `WITH retired AS (
    UPDATE signing_key SET ends_at = $1::bigint WHERE ends_at IS NULL RETURNING kid, public_key, created_at, ends_at
  )
  INSERT INTO receipt_key (kid, public_key, created_at, ends_at) SELECT * FROM retired`

/** Store signing keys in the table `signing_key`, with encrypted private halves, and in `receipt_key` what stays of them. */
export function createSigningKeysPort(parameters: {
  db: Database
  createSigningKey: CreateSigningKey
  encryptSecret: EncryptSecret
  decryptSecret: DecryptSecret
}): SigningKeysPort & { load: LoadSigningKeys } {
  const { db, createSigningKey, encryptSecret, decryptSecret } = parameters
  const cache = createCache<readonly StoredSigningKey[]>({ most: 1 })
  const list = async (): Promise<StoredSigningKey[]> => {
    const rows = await db.hot.query('list_signing_keys', LIST, [])
    return rows.map((row) => parseKeyRow(row, decryptSecret))
  }
  const append = (tx: Prisma.TransactionClient, at: number): Promise<string> =>
    createKey({ tx, at, createSigningKey, encryptSecret })
  // If several processes start at once, one of them makes the first key.
  const start = (at: number): Promise<void> =>
    db.prisma.$transaction(async (tx) => {
      await lockKeys(tx)
      const standing = await tx.signingKey.count()
      if (standing === 0) await append(tx, at)
    })
  const read = async (now: number): Promise<readonly StoredSigningKey[]> => {
    const standing = await list()
    if (standing.length > 0) return standing
    await start(now)
    return list()
  }
  return {
    load: async ({ now, isFresh }) => {
      if (isFresh) cache.forget()
      return (await cache.load({ key: 'all', now, read: () => read(now) })) ?? []
    },
    rotate: async ({ at, endsAt }) => {
      const kid = await db.prisma.$transaction(async (tx) => {
        await lockKeys(tx)
        await tx.signingKey.deleteMany({ where: { endsAt: { lte: BigInt(at) } } })
        await tx.$executeRawUnsafe(RETIRE, BigInt(endsAt))
        return append(tx, at)
      })
      cache.forget()
      return { kid }
    },
    listRetired: async () => {
      const rows = await db.prisma.receiptKey.findMany({ orderBy: [{ endsAt: 'desc' }, { kid: 'asc' }] })
      return rows.map(({ publicKey, endsAt }) => ({
        publicKey: JSON.parse(publicKey),
        endsAt: Number(endsAt),
      }))
    },
  }
}

// Serializes changes of the keys. A process that only reads does not wait.
async function lockKeys(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE`
}

/** Make a key and store it as the newest; answers its id. The caller must hold the table's lock. */
async function createKey(parameters: {
  tx: Prisma.TransactionClient
  at: number
  createSigningKey: CreateSigningKey
  encryptSecret: EncryptSecret
}): Promise<string> {
  const { tx, at, createSigningKey, encryptSecret } = parameters
  const { privateKey, publicKey } = createSigningKey()
  const { kid } = publicKey
  const newest = await tx.signingKey.findFirst({ orderBy: { position: 'desc' }, select: { position: true } })
  await tx.signingKey.create({
    data: {
      kid,
      privateKey: encryptSecret({ plain: privateKey, purpose: formatKeyPurpose(kid) }),
      publicKey: JSON.stringify(publicKey),
      position: (newest?.position ?? 0) + 1,
      createdAt: BigInt(at),
      endsAt: null,
    },
  })
  return kid
}

function parseKeyRow(row: HotRow, decryptSecret: DecryptSecret): StoredSigningKey {
  const sealed = String(row.private_key)
  return {
    publicKey: JSON.parse(String(row.public_key)),
    createdAt: Number(row.created_at),
    endsAt: row.ends_at === null ? null : Number(row.ends_at),
    // Only the key that signs is decrypted.
    openPrivateKey: () => decryptSecret({ sealed, purpose: formatKeyPurpose(String(row.kid)) }),
  }
}

/** The purpose for which the private half of a signing key is encrypted. */
export function formatKeyPurpose(kid: string): string {
  return `signing-key.${kid}`
}
