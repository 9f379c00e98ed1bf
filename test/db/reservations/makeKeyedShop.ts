import type { ShopId } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'

/** A shop with one key that signs, as grants need it. */
export async function makeKeyedShop({ db, shopId }: { db: Database; shopId: ShopId }): Promise<void> {
  const domain = `shop-${shopId}.myshopify.com`
  await db.prisma.shop.create({
    data: {
      id: shopId,
      myshopifyDomain: domain,
      primaryDomain: domain,
      domains: [domain],
      ianaTimezone: 'Europe/Berlin',
      currencyCode: 'EUR',
      proofRoot: 'sealed',
      savedAt: 1n,
      proofKeys: { create: { epoch: '5f3a9c01', position: 1, createdAt: 1n, signsFrom: 1n } },
    },
  })
}
