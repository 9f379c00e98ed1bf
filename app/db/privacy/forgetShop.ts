import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

/**
 * Delete everything of a shop that has left. One that is installed, again or still, is left alone: the word may be late.
 *
 * @see https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance: shop/redact comes 48 hours after uninstalling
 */
export async function forgetShop({ db, shopId }: { db: Database; shopId: ShopId }): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const [shop] = await tx.$queryRaw<{ domain: string }[]>`SELECT myshopify_domain AS domain FROM shop
      WHERE id = ${shopId} AND uninstalled_at IS NOT NULL FOR UPDATE`
    if (!shop) return
    const where = { shopId }
    // The tables that do not hang on the shop's row.
    await tx.nonce.deleteMany({ where })
    await tx.visit.deleteMany({ where })
    await tx.grant.deleteMany({ where })
    await tx.redemption.deleteMany({ where })
    await tx.totalSlot.deleteMany({ where })
    await tx.openPlace.deleteMany({ where })
    await tx.reservation.deleteMany({ where })
    await tx.settlement.deleteMany({ where })
    await tx.auditEntry.deleteMany({ where })
    await tx.job.deleteMany({ where })
    await tx.collectionProduct.deleteMany({ where })
    await tx.collectionStay.deleteMany({ where })
    await tx.accessCode.deleteMany({ where })
    await tx.dataRequest.deleteMany({ where })
    await tx.session.deleteMany({ where: { shop: shop.domain } })
    await tx.shop.delete({ where: { id: shopId } })
  })
}
