import type { RefusedIdentity, ShopIdentity } from '../../core/gate/shop.ts'
import type { Database } from '../database.ts'
import { keepStandings } from '../gates/keepStandings.ts'
import type { Prisma } from '../generated/client.ts'
import { startProject } from '../projects/startProject.ts'
import { startEpoch } from '../proofKeys/startEpoch.ts'
import type { SealSecret } from '../secrets.ts'
import { formatRootPurpose } from './formatRootPurpose.ts'
import { isNotLater } from './isNotLater.ts'

export type SaveShopParameters = {
  readonly db: Database
  readonly shop: ShopIdentity & {
    readonly refused: RefusedIdentity
    readonly domains: readonly string[]
    readonly savedAt: number
  }
  /** Unix seconds. */
  readonly now: () => number
  readonly sealSecret: SealSecret
  readonly randomHex: (bytes: number) => string
  readonly hashSecret: (secret: string) => string
}

/**
 * Insert or refresh a shop; the first time it gets its proof root, first epoch and first project. A project's domains
 * begin as the shop's and are the merchant's from then on. What Shopify said before what is kept changes nothing.
 *
 * A changed time zone starts a new epoch and ends the others: proofs say their end on the shop's clock.
 */
export async function saveShop(parameters: SaveShopParameters): Promise<void> {
  const { db, shop, now, sealSecret, randomHex, hashSecret } = parameters
  const { id, myshopifyDomain, primaryDomain, ianaTimezone, currencyCode } = shop
  const savedAt = BigInt(shop.savedAt)
  const root = Buffer.from(randomHex(32), 'hex')
  const proofRoot = sealSecret({ plain: root, purpose: formatRootPurpose({ shopId: id }) })
  const domains = [...new Set(shop.domains)]
  const refused = { refusedTimezone: shop.refused.ianaTimezone, refusedDomain: shop.refused.primaryDomain }
  const said = { myshopifyDomain, primaryDomain, domains, ianaTimezone, currencyCode, ...refused }
  const fields = { ...said, savedAt, uninstalledAt: null }
  await db.prisma.$transaction(async (tx) => {
    // Takes the row's lock: of two saves at once, one sees the old time zone.
    const [before] = await tx.shop.updateManyAndReturn({
      where: { id, ...isNotLater({ at: shop.savedAt, now: now() }) },
      data: { savedAt },
    })
    // Shopify has said otherwise since.
    if (!before && (await tx.shop.count({ where: { id } })) > 0) return
    await freeDomain({ tx, shopId: id, myshopifyDomain, savedAt })
    await tx.shop.upsert({ where: { id }, create: { id, proofRoot, ...fields }, update: fields })
    await startProject({ tx, shopId: id, name: myshopifyDomain, domains, at: savedAt, randomHex, hashSecret })
    if (typeof before?.uninstalledAt === 'bigint') {
      await keepStandings({ tx, shopId: id, at: savedAt, isAway: false })
    }
    const epochs = await tx.proofKey.count({ where: { shopId: id } })
    if (epochs === 0 || (before && before.ianaTimezone !== ianaTimezone)) {
      await startEpoch({ tx, shopId: id, epoch: randomHex(4), createdAt: savedAt, keep: 0 })
    }
  })
}

// A domain that Shopify gave to another shop: the one that had it is gone for good, its name must not stand in the way.
async function freeDomain(parameters: {
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
