import type { PrivacyPort } from '../../ports/privacy.ts'
import type { Database } from '../database.ts'

/**
 * The ids that replace the visit's id in redacted rows. They differ, so that a grant and a reservation cannot be
 * matched.
 */
const NOBODY = { grant: 'redacted', reservation: 'redacted-use' }

/** Redact a customer. @see PrivacyPort.redactCustomer */
export const redactCustomer =
  (db: Database): PrivacyPort['redactCustomer'] =>
  async ({ shopId, customerId, orderIds: orders }) => {
    const orderIds = orders.map(BigInt)
    const ofOrders = { shopId, orderId: { in: orderIds } }
    return db.prisma.$transaction(async (tx) => {
      // Settlements first: a flow that is settling one of these orders then finds it changed, and does not save.
      const kept = await tx.$queryRaw<{ order_id: bigint }[]>`UPDATE settlement SET cart_token = NULL,
        detail = (detail - 'customerId') || '{"holders": [], "isRedacted": true}'::jsonb
      WHERE shop_id = ${shopId} AND order_id = ANY(${orderIds}) RETURNING order_id`
      // Before the grants, which lead to the visits of their orders.
      await tx.$executeRaw`WITH gone AS (
        DELETE FROM unlock_event WHERE shop_id = ${shopId} AND visit_id IN
          (SELECT visit_id FROM "grant" WHERE shop_id = ${shopId} AND order_id = ANY(${orderIds}))
        RETURNING holder
      ) DELETE FROM gate_holder WHERE shop_id = ${shopId} AND fingerprint IN
        (SELECT holder FROM gone WHERE holder IS NOT NULL)`
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
        // Shopify sends redactions last: the data of an open request no longer exists.
        await tx.dataRequest.deleteMany({ where: { shopId, customerId: BigInt(customerId) } })
      }
      await tx.$executeRaw`UPDATE audit_entry SET reservation_id = NULL, detail = detail - 'unit' - 'units'
      WHERE shop_id = ${shopId} AND order_id = ANY(${orderIds})`
      await tx.reservation.updateMany({
        where: ofOrders,
        data: { orderId: null, visitId: NOBODY.reservation },
      })
      await tx.$executeRaw`UPDATE job SET payload = payload - 'cartToken' - 'customerId'
      WHERE shop_id = ${shopId} AND kind = 'order' AND key = ANY(${orderIds.map(String)})`
      return kept.map(({ order_id: orderId }) => Number(orderId))
    })
  }
