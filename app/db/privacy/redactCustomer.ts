import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

export type RedactCustomerParameters = {
  readonly db: Database
  readonly shopId: ShopId
  /** Shopify's numeric id, or null where only orders are named. */
  readonly customerId: number | null
  readonly orderIds: readonly number[]
}

/** What stands in the place of a visit that led from an order's grants to its uses: not the same on both sides. */
const NOBODY = { grant: 'redacted', reservation: 'redacted-use' }

/**
 * Take a customer's id, and what led from these orders to a wallet or cart, out of what is kept; answers the orders that
 * are kept. Uses stay counted, and nothing says any more which order made them: these orders are not judged again.
 */
export async function redactCustomer(parameters: RedactCustomerParameters): Promise<number[]> {
  const { db, shopId, customerId } = parameters
  const orderIds = parameters.orderIds.map(BigInt)
  const ofOrders = { shopId, orderId: { in: orderIds } }
  return db.prisma.$transaction(async (tx) => {
    // First: who settles one of them just now finds it changed, and does not keep what it found.
    const kept = await tx.$queryRaw<{ order_id: bigint }[]>`UPDATE settlement SET cart_token = NULL,
        detail = (detail - 'customerId') || '{"holders": [], "isRedacted": true}'::jsonb
      WHERE shop_id = ${shopId} AND order_id = ANY(${orderIds}) RETURNING order_id`
    await tx.$executeRaw`DELETE FROM visit WHERE shop_id = ${shopId} AND id IN
      (SELECT visit_id FROM "grant" WHERE shop_id = ${shopId} AND order_id = ANY(${orderIds}))`
    await tx.$executeRaw`UPDATE access_code SET visit_id = code, buyer = '0' WHERE shop_id = ${shopId} AND grant_id IN
      (SELECT id FROM "grant" WHERE shop_id = ${shopId} AND order_id = ANY(${orderIds}))`
    const forgotten = { buyer: '0', cartToken: null, openScope: null }
    await tx.grant.updateMany({ where: ofOrders, data: { ...forgotten, visitId: NOBODY.grant } })
    if (customerId !== null) {
      await tx.$executeRaw`UPDATE settlement SET detail = detail - 'customerId'
        WHERE shop_id = ${shopId} AND detail->>'customerId' = ${String(customerId)}`
      const buyer = String(customerId)
      await tx.grant.updateMany({ where: { shopId, buyer }, data: forgotten })
      await tx.accessCode.updateMany({ where: { shopId, buyer }, data: { buyer: '0' } })
      // Shopify sends the erasure last: what a request still open asked for is gone with it.
      await tx.dataRequest.deleteMany({ where: { shopId, customerId: BigInt(customerId) } })
    }
    await tx.$executeRaw`UPDATE audit_entry SET reservation_id = NULL, detail = detail - 'unit' - 'units'
      WHERE shop_id = ${shopId} AND order_id = ANY(${orderIds})`
    await tx.reservation.updateMany({ where: ofOrders, data: { orderId: null, visitId: NOBODY.reservation } })
    await tx.$executeRaw`UPDATE job SET payload = payload - 'cartToken' - 'customerId'
      WHERE shop_id = ${shopId} AND kind = 'order' AND key = ANY(${orderIds.map(String)})`
    return kept.map(({ order_id: orderId }) => Number(orderId))
  })
}
