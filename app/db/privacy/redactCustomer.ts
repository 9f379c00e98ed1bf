import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { StoredKind } from '../../core/privacy/kinds.ts'
import type { PrivacyPort } from '../../ports/privacy.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { addJobs } from '../jobs.ts'
import { formatCustomerWord } from '../settlements/words.ts'

/**
 * The ids that replace the visit's id in redacted rows. They differ, so that a grant and a reservation cannot be
 * matched.
 */
const NOBODY = { grant: 'redacted', reservation: 'redacted-use' }

type Tx = Prisma.TransactionClient
type Asked = {
  readonly shopId: bigint
  /** Null if only orders are named. */
  readonly customerId: bigint | null
  readonly orderIds: readonly bigint[]
}

/**
 * How each kind of data is erased, in this order: a flow that is settling one of the orders finds it changed and does
 * not save, and grants lead to the visits of their orders.
 */
const ERASERS = {
  orders: redactOrders,
  receipts: async (tx, { shopId, orderIds }) => {
    await tx.receipt.deleteMany({ where: { shopId, orderId: { in: [...orderIds] } } })
  },
  unlocks: async (tx, { shopId, customerId, orderIds }) => {
    await tx.$executeRaw`WITH gone AS (
      DELETE FROM unlock_event WHERE shop_id = ${shopId} AND visit_id IN (SELECT visit_id FROM "grant"
        WHERE shop_id = ${shopId} AND (order_id = ANY(${orderIds}) OR buyer = ${toBuyer(customerId)} AND buyer <> '0'))
      RETURNING holder
    ) DELETE FROM gate_holder WHERE shop_id = ${shopId} AND fingerprint IN
      (SELECT holder FROM gone WHERE holder IS NOT NULL)`
  },
  // Some name wallets, and a repeated attempt would tell them again.
  messages: async (tx, { shopId, customerId, orderIds }) => {
    await tx.$executeRaw`DELETE FROM message WHERE shop_id = ${shopId} AND (order_id = ANY(${orderIds})
      OR visit_id IN (SELECT visit_id FROM "grant" WHERE shop_id = ${shopId}
        AND (order_id = ANY(${orderIds}) OR buyer = ${toBuyer(customerId)} AND buyer <> '0')))`
  },
  // Its note may name the customer.
  passes: async (tx, { shopId, customerId, orderIds }) => {
    await tx.$executeRaw`DELETE FROM staff_pass WHERE shop_id = ${shopId} AND id IN (SELECT visit_id FROM "grant"
      WHERE shop_id = ${shopId} AND (order_id = ANY(${orderIds}) OR buyer = ${toBuyer(customerId)} AND buyer <> '0'))`
  },
  visits: async (tx, { shopId, customerId, orderIds }) => {
    // What a till checked and charged names the visit and the order.
    await tx.$executeRaw`DELETE FROM counter_check WHERE shop_id = ${shopId} AND (order_id = ANY(${orderIds})
      OR visit_id IN (SELECT visit_id FROM "grant" WHERE shop_id = ${shopId}
        AND (order_id = ANY(${orderIds}) OR buyer = ${toBuyer(customerId)} AND buyer <> '0')))`
    await tx.$executeRaw`DELETE FROM visit WHERE shop_id = ${shopId} AND id IN (SELECT visit_id FROM "grant"
      WHERE shop_id = ${shopId} AND (order_id = ANY(${orderIds}) OR buyer = ${toBuyer(customerId)} AND buyer <> '0'))`
  },
  codes: async (tx, { shopId, customerId, orderIds }) => {
    await tx.$executeRaw`UPDATE access_code SET visit_id = code, buyer = '0' WHERE shop_id = ${shopId} AND grant_id IN
      (SELECT id FROM "grant" WHERE shop_id = ${shopId} AND order_id = ANY(${orderIds}))`
    if (customerId === null) return
    await tx.accessCode.updateMany({ where: { shopId, buyer: String(customerId) }, data: { buyer: '0' } })
  },
  grants: async (tx, { shopId, customerId, orderIds }) => {
    const data = { buyer: '0', cartToken: null, openScope: null }
    const where = { shopId, orderId: { in: [...orderIds] } }
    await tx.grant.updateMany({ where, data: { ...data, visitId: NOBODY.grant } })
    if (customerId === null) return
    const own = { buyer: String(customerId), NOT: { buyer: '0' } }
    await tx.grant.updateMany({ where: { shopId, ...own }, data })
  },
  changes: async (tx, { shopId, orderIds }) => {
    await tx.$executeRaw`UPDATE audit_entry SET reservation_id = NULL, detail = detail - 'unit' - 'units'
      WHERE shop_id = ${shopId} AND order_id = ANY(${orderIds})`
  },
  uses: async (tx, { shopId, orderIds }) => {
    const where = { shopId, orderId: { in: [...orderIds] } }
    await tx.reservation.updateMany({ where, data: { orderId: null, visitId: NOBODY.reservation } })
  },
  wallets: async (tx, { shopId, customerId }) => {
    if (customerId !== null) await tx.customerWallet.deleteMany({ where: { shopId, customerId } })
  },
  tags: redactTags,
  // Shopify sends redactions last: the data of an open request no longer exists.
  requests: async (tx, { shopId, customerId }) => {
    if (customerId !== null) await tx.dataRequest.deleteMany({ where: { shopId, customerId } })
  },
} as const satisfies Record<StoredKind, (tx: Tx, asked: Asked) => Promise<void>>

/** Redact a customer. @see PrivacyPort.redactCustomer */
export const redactCustomer =
  (db: Database): PrivacyPort['redactCustomer'] =>
  async ({ shopId, customerId, orderIds: orders }) => {
    const orderIds = orders.map(BigInt)
    const asked = { shopId, orderIds, customerId: customerId === null ? null : BigInt(customerId) }
    return db.prisma.$transaction(async (tx) => {
      const kept = await tx.settlement.findMany({
        where: { shopId, orderId: { in: orderIds } },
        select: { orderId: true },
      })
      for (const erase of Object.values(ERASERS)) await erase(tx, asked)
      await tx.$executeRaw`UPDATE job SET payload = payload - 'cartToken' - 'customerId'
      WHERE shop_id = ${shopId} AND kind = 'order' AND key = ANY(${orderIds.map(String)})`
      return kept.map(({ orderId }) => Number(orderId))
    })
  }

/** The buyer of a customer's grants. Not 0 for nobody: a grant for any buyer has the buyer 0. */
function toBuyer(customerId: bigint | null): string {
  return customerId === null ? 'none' : String(customerId)
}

async function redactOrders(tx: Tx, { shopId, customerId, orderIds }: Asked): Promise<void> {
  await tx.$executeRaw`DELETE FROM order_word USING settlement
    WHERE settlement.shop_id = ${shopId} AND settlement.order_id = ANY(${orderIds})
      AND order_word.shop_id = settlement.shop_id AND order_word.order_id = settlement.order_id
      AND order_word.ordered_at = settlement.ordered_at
      AND order_word.word = convert_to('customer ' || (settlement.detail->>'customerId'), 'UTF8')`
  await tx.$executeRaw`UPDATE settlement SET cart_token = NULL,
      detail = (detail - 'customerId') || '{"holders": [], "isRedacted": true}'::jsonb
    WHERE shop_id = ${shopId} AND order_id = ANY(${orderIds})`
  if (customerId === null) return
  const word = Buffer.from(formatCustomerWord(customerId))
  await tx.$executeRaw`UPDATE settlement SET detail = detail - 'customerId'
    WHERE shop_id = ${shopId} AND detail->>'customerId' = ${String(customerId)} AND order_id = ANY(ARRAY(
      SELECT order_id FROM order_word WHERE shop_id = ${shopId} AND word = ${word}))`
  await tx.orderWord.deleteMany({ where: { shopId, word } })
}

/**
 * A tag that this app gave is still at Shopify: the row waits for the job that removes it, which deletes it also if it
 * may not. Rows of a shop that has left cannot wait.
 */
export async function redactTags(
  tx: Tx,
  { shopId, customerId }: Pick<Asked, 'shopId' | 'customerId'>,
): Promise<void> {
  if (customerId === null) return
  const left = await tx.shop.count({ where: { id: shopId, uninstalledAt: { not: null } } })
  const where = { shopId, customerId, ...(left === 0 && { ownTag: null, askedTag: null }) }
  await tx.customerGate.deleteMany({ where })
  const { count } = await tx.customerGate.updateMany({
    where: { shopId, customerId },
    data: { isErased: true, isLeaving: true, needsWrite: true, version: { increment: 1 } },
  })
  // Due at once, whatever the clock says: nothing else wakes it.
  if (count > 0) await addJobs({ tx, shopId, kind: 'customers', keys: [WHOLE_SHOP], runAt: 0 })
}
