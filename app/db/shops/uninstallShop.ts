import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { keepStandings } from '../gates/keepStandings.ts'
import { isNotLater } from './isNotLater.ts'

export type UninstallShopParameters = {
  readonly db: Database
  readonly shopId: ShopId
  /** When it happened, unix seconds: a shop that was saved later has come back since. */
  readonly at: number
  /** Unix seconds. */
  readonly now: () => number
  /** Why the shop's gates are not live any more, for the merchant who comes back. */
  readonly pendingReason: string
}

/**
 * Forget a shop's sessions and mark it as uninstalled; its gates stay for a return, but Shopify knows of none of them, and
 * what it sells until then is for everybody. Nothing is done for unknown shops, nor for one that was saved after it left.
 */
export async function uninstallShop(parameters: UninstallShopParameters): Promise<void> {
  const { db, shopId, at, now, pendingReason } = parameters
  await db.prisma.$transaction(async (tx) => {
    const left = await tx.shop.updateManyAndReturn({
      where: { id: shopId, uninstalledAt: null, ...isNotLater({ at, now: now() }) },
      data: { uninstalledAt: BigInt(at), validationId: null },
    })
    for (const { myshopifyDomain } of left) {
      await tx.session.deleteMany({ where: { shop: myshopifyDomain } })
      await tx.gate.updateMany({ where: { shopId }, data: { published: false, pendingReason } })
      await keepStandings({ tx, shopId, at: BigInt(at), isAway: true })
      await tx.profile.updateMany({ where: { shopId }, data: { discountId: null } })
    }
  })
}
