import { canDecrypt } from './canDecrypt.ts'
import type { Database } from './database.ts'
import { formatRootPurpose } from './proofKeys/formatRootPurpose.ts'
import type { DecryptSecret } from './secrets.ts'
import { formatKeyPurpose } from './signingKeys.ts'

/** How many secrets were tried, and how many of them PALISADE_SECRET does not decrypt. */
export type SecretCheck = { readonly stored: number; readonly unreadable: number }

const MOST_SHOPS = 100

/**
 * Make a check whether PALISADE_SECRET is the one of this database: it tries the roots of the hundred shops that were
 * saved last, and the key that signs access tokens. Changes nothing.
 */
export function createSecretCheck({
  db,
  decryptSecret,
}: {
  db: Database
  decryptSecret: DecryptSecret
}): () => Promise<SecretCheck> {
  return async () => {
    const shops = await db.prisma.shop.findMany({
      where: { uninstalledAt: null },
      select: { id: true, proofRoot: true },
      orderBy: { savedAt: 'desc' },
      take: MOST_SHOPS,
    })
    const keys = await db.prisma.signingKey.findMany({
      select: { kid: true, privateKey: true },
      orderBy: { position: 'desc' },
      take: 1,
    })
    const tried = [
      ...shops.map(({ id, proofRoot }) =>
        canDecrypt({ decryptSecret, sealed: proofRoot, purpose: formatRootPurpose({ shopId: id }) }),
      ),
      ...keys.map(({ kid, privateKey }) =>
        canDecrypt({ decryptSecret, sealed: privateKey, purpose: formatKeyPurpose(kid) }),
      ),
    ]
    return { stored: tried.length, unreadable: tried.filter((isReadable) => !isReadable).length }
  }
}

/** Describe a wrong PALISADE_SECRET and what to do; null if it decrypts everything. */
export function describeUnreadable({
  stored,
  unreadable,
}: SecretCheck): { readonly found: string; readonly next: string } | null {
  if (unreadable === 0) return null
  return {
    found: `PALISADE_SECRET cannot decrypt ${unreadable} of ${stored} stored secrets. Those shops and keys do not work.`,
    next: 'Start the server with the PALISADE_SECRET that this database was first used with. If it is lost, reinstall the app in every shop, and run the command “keys rotate-signing-key”.',
  }
}
