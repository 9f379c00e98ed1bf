import type { Database } from '../database.ts'

export type UninstallShopParameters = {
  readonly db: Database
  readonly myshopifyDomain: string
  /** Unix seconds. */
  readonly at: number
  /** Why the shop's gates are not live any more, for the merchant who comes back. */
  readonly pendingReason: string
}

/**
 * Forget a shop's sessions and mark it as uninstalled; its gates stay for a return, but Shopify knows of none of them.
 * Unknown shops are nothing to do.
 */
export async function uninstallShop(parameters: UninstallShopParameters): Promise<void> {
  const { db, myshopifyDomain, at, pendingReason } = parameters
  const ofShop = { shop: { myshopifyDomain } }
  await db.prisma.$transaction([
    db.prisma.session.deleteMany({ where: { shop: myshopifyDomain } }),
    db.prisma.gate.updateMany({ where: ofShop, data: { published: false, pendingReason } }),
    db.prisma.profile.deleteMany({ where: ofShop }),
    db.prisma.shop.updateMany({
      where: { myshopifyDomain, uninstalledAt: null },
      data: { uninstalledAt: BigInt(at) },
    }),
  ])
}
