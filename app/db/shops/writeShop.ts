import type { ShopsPort } from '../../ports/shops.ts'
import { canDecrypt } from '../canDecrypt.ts'
import type { Database } from '../database.ts'
import { addAbsence } from '../gates/revisions.ts'
import type { Prisma } from '../generated/client.ts'
import { formatRootPurpose } from '../proofKeys/formatRootPurpose.ts'
import { startEpoch } from '../proofKeys/startEpoch.ts'
import type { DecryptSecret, EncryptSecret } from '../secrets.ts'

/** The clocks of the app's processes differ by less than this. */
const MOST_AHEAD_SECONDS = 300

/** Save a shop. @see ShopsPort.save */
export async function writeShop(parameters: {
  db: Database
  shop: Parameters<ShopsPort['save']>[0]
  /** Unix seconds. */
  now: () => number
  encryptSecret: EncryptSecret
  decryptSecret: DecryptSecret
  createRandomHex: (bytes: number) => string
}): Promise<void> {
  const { db, shop, now, encryptSecret, decryptSecret, createRandomHex } = parameters
  const { id, myshopifyDomain, primaryDomain, ianaTimezone, currencyCode } = shop
  const savedAt = BigInt(shop.savedAt)
  const root = Buffer.from(createRandomHex(32), 'hex')
  const purpose = formatRootPurpose({ shopId: id })
  const proofRoot = encryptSecret({ plain: root, purpose })
  const domains = [...new Set(shop.domains)]
  const refused = { refusedTimezone: shop.refused.ianaTimezone, refusedDomain: shop.refused.primaryDomain }
  const said = { myshopifyDomain, primaryDomain, domains, ianaTimezone, currencyCode, ...refused }
  const fields = { ...said, savedAt, uninstalledAt: null }
  await db.prisma.$transaction(async (tx) => {
    // Of two first saves at once, the later one would collide in a unique index that its upsert does not name.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`palisade shop ${id}`}, 0))::text`
    // This locks the row: of two concurrent saves, only one finds the old time zone.
    const [before] = await tx.shop.updateManyAndReturn({
      where: { id, ...isNotLater({ at: shop.savedAt, now: now() }) },
      data: { savedAt },
    })
    // A later save has won.
    if (!before && (await tx.shop.count({ where: { id } })) > 0) return
    await releaseDomain({ tx, shopId: id, myshopifyDomain, savedAt })
    // Whoever has lost PALISADE_SECRET installs the app again: then the old root is of no use. A store's uninstall cannot
    // be believed without its token, which is lost, too. Who saves a store has a token that this secret decrypts.
    const isAgain = before !== undefined && (before.uninstalledAt !== null || before.id < 0n)
    const isLost = isAgain && !canDecrypt({ decryptSecret, sealed: before.proofRoot, purpose })
    const update = { ...fields, ...(isLost && { proofRoot }) }
    await tx.shop.upsert({ where: { id }, create: { id, proofRoot, ...fields }, update })
    if (typeof before?.uninstalledAt === 'bigint') {
      await addAbsence({ tx, shopId: id, at: savedAt, isAway: false })
    }
    const epochs = await tx.proofKey.count({ where: { shopId: id } })
    if (epochs === 0 || isLost || (before && before.ianaTimezone !== ianaTimezone)) {
      await startEpoch({ tx, shopId: id, epoch: createRandomHex(4), createdAt: savedAt, keep: 0 })
    }
  })
}

// If Shopify gave the domain to this shop, the shop that had it no longer exists: rename its row.
async function releaseDomain(parameters: {
  tx: Prisma.TransactionClient
  shopId: bigint
  myshopifyDomain: string
  savedAt: bigint
}): Promise<void> {
  const { tx, shopId, myshopifyDomain, savedAt } = parameters
  const other = await tx.shop.findUnique({ where: { myshopifyDomain } })
  if (other === null || other.id === shopId) return
  await tx.shop.update({
    where: { id: other.id },
    data: { myshopifyDomain: `gone-${other.id}`, uninstalledAt: other.uninstalledAt ?? savedAt },
  })
}

/**
 * Match a shop that was not saved later than `at`, in unix seconds. A stored time ahead of the clock came from an
 * unsigned header, before the app rejected those. Such a time must not outrank Shopify's present data.
 */
export function isNotLater({ at, now }: { at: number; now: number }): Prisma.ShopWhereInput {
  return {
    OR: [{ savedAt: { lte: BigInt(at) } }, { savedAt: { gt: BigInt(now + MOST_AHEAD_SECONDS) } }],
  }
}
