import { NotFoundError } from '../core/errors/base.ts'
import { ANSWER_SECONDS, type DataRequest } from '../core/privacy/types.ts'
import { readList, readText } from '../core/stored/fields.ts'
import type { PrivacyPort } from '../ports/privacy.ts'
import type { Database } from './database.ts'
import type { DataRequest as DataRequestRow } from './generated/client.ts'
import { listCustomerData } from './privacy/listCustomerData.ts'
import { redactCustomer } from './privacy/redactCustomer.ts'

/** Store customers' requests in the table `data_request`; find and delete personal data in all tables. */
export function createPrivacyPort({ db }: { db: Database }): PrivacyPort {
  const requests = db.prisma.dataRequest
  return {
    addDataRequest: async ({ shopId, requestKey, customerId, orderIds, at }) => {
      const given = { customerId: customerId === null ? null : BigInt(customerId), receivedAt: BigInt(at) }
      await requests.createMany({
        data: [{ shopId, requestKey, orderIds: orderIds.map(String), ...given }],
        skipDuplicates: true,
      })
    },
    listDataRequests: async ({ shopId, before, limit }) => {
      const rows = await requests.findMany({
        where: { shopId, ...(before !== undefined && { id: { lt: BigInt(before) } }) },
        orderBy: { id: 'desc' },
        take: limit,
      })
      return rows.map(parseDataRequestRow)
    },
    loadDataRequest: async ({ shopId, id }) => {
      const row = await requests.findFirst({ where: { shopId, id: BigInt(id) } })
      if (row) return parseDataRequestRow(row)
      throw new NotFoundError('ERR_NOT_FOUND', 'This shop has no such customer data request.')
    },
    answerDataRequest: async ({ shopId, id, at }) => {
      const where = { shopId, id: BigInt(id), answeredAt: null }
      await requests.updateMany({ where, data: { answeredAt: BigInt(at) } })
    },
    listCustomerData: listCustomerData(db),
    redactCustomer: redactCustomer(db),
    deleteShop: async ({ shopId }) => {
      await db.prisma.$transaction(async (tx) => {
        const [shop] = await tx.$queryRaw<{ domain: string }[]>`SELECT myshopify_domain AS domain FROM shop
          WHERE id = ${shopId} AND uninstalled_at IS NOT NULL FOR UPDATE`
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
    },
  }
}

function parseDataRequestRow(row: DataRequestRow): DataRequest {
  const receivedAt = Number(row.receivedAt)
  return {
    id: Number(row.id),
    customerId: row.customerId === null ? null : String(row.customerId),
    orderIds: readList(row.orderIds, 'order_ids', (id) => readText(id, 'order_ids')),
    receivedAt,
    dueAt: receivedAt + ANSWER_SECONDS,
    answeredAt: row.answeredAt === null ? null : Number(row.answeredAt),
  }
}
