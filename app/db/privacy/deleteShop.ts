import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

/**
 * Delete all data of a shop that has uninstalled the app, `leftBy` or before; at any time if that is null. Nothing if it
 * has installed the app again: its row is locked while its data goes.
 */
export async function deleteShop(
  db: Database,
  { shopId, leftBy }: { shopId: ShopId; leftBy: number | null },
): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const [shop] = await tx.$queryRaw<{ domain: string }[]>`SELECT myshopify_domain AS domain FROM shop
      WHERE id = ${shopId} AND uninstalled_at IS NOT NULL
        AND (${leftBy}::bigint IS NULL OR uninstalled_at <= ${leftBy}::bigint) FOR UPDATE`
    if (!shop) return
    const where = { shopId }
    // These tables have no foreign key to the shop. All others are deleted with its row.
    await tx.nonce.deleteMany({ where })
    await tx.visit.deleteMany({ where })
    await tx.staffPass.deleteMany({ where })
    await tx.till.deleteMany({ where })
    await tx.counterCheck.deleteMany({ where })
    await tx.counterSale.deleteMany({ where })
    await tx.grant.deleteMany({ where })
    await tx.redemption.deleteMany({ where })
    await tx.totalSlot.deleteMany({ where })
    await tx.openPlace.deleteMany({ where })
    await tx.reservation.deleteMany({ where })
    await tx.gateUse.deleteMany({ where })
    await tx.settlement.deleteMany({ where })
    await tx.receipt.deleteMany({ where })
    await tx.orderGate.deleteMany({ where })
    await tx.orderWord.deleteMany({ where })
    await tx.unlockEvent.deleteMany({ where })
    await tx.gateHolder.deleteMany({ where })
    await tx.gateDay.deleteMany({ where })
    await tx.auditEntry.deleteMany({ where })
    await tx.flowRun.deleteMany({ where })
    await tx.job.deleteMany({ where })
    await tx.collectionProduct.deleteMany({ where })
    await tx.collectionStay.deleteMany({ where })
    await tx.accessCode.deleteMany({ where })
    await tx.dataRequest.deleteMany({ where })
    await tx.session.deleteMany({ where: { shop: shop.domain } })
    await tx.shop.delete({ where: { id: shopId } })
  })
}
