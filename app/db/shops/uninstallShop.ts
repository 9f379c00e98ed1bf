import type { Database } from '../database.ts'

export type UninstallShopParameters = {
  readonly db: Database
  readonly myshopifyDomain: string
  /** Unix seconds. */
  readonly at: number
}

/** Forget a shop's sessions and mark it as uninstalled; its gates stay for a return. Unknown shops are nothing to do. */
export async function uninstallShop({ db, myshopifyDomain, at }: UninstallShopParameters): Promise<void> {
  await db.prisma.$transaction([
    db.prisma.session.deleteMany({ where: { shop: myshopifyDomain } }),
    db.prisma.shop.updateMany({
      where: { myshopifyDomain, uninstalledAt: null },
      data: { uninstalledAt: BigInt(at) },
    }),
  ])
}
