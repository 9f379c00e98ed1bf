import { NotFoundError } from '../core/errors/base.ts'
import type { ShopId } from '../core/gate/types.ts'
import { ANSWER_SECONDS, type DataRequest } from '../core/privacy/types.ts'
import { readList, readText } from '../core/stored/fields.ts'
import type { PrivacyPort } from '../ports/privacy.ts'
import type { Database } from './database.ts'
import type { DataRequest as DataRequestRow } from './generated/client.ts'
import { deleteShop } from './privacy/deleteShop.ts'
import { listCustomerData } from './privacy/listCustomerData.ts'
import { redactCustomer } from './privacy/redactCustomer.ts'

/** Stores that one sweep deletes. */
const AT_ONCE = 20

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
    deleteShop: ({ shopId }) => deleteShop(db, { shopId, leftBy: null }),
    keepLeftStores: async ({ at }) => {
      const where = { id: { lt: 0 }, uninstalledAt: { lt: BigInt(at) } }
      await db.prisma.shop.updateMany({ where, data: { uninstalledAt: BigInt(at) } })
    },
    deleteLeftStores: async ({ leftBy }) => {
      // BigCommerce's shops have negative ids.
      const left = await db.prisma.shop.findMany({
        where: { id: { lt: 0 }, uninstalledAt: { lte: BigInt(leftBy) } },
        orderBy: { uninstalledAt: 'asc' },
        select: { id: true },
        take: AT_ONCE,
      })
      for (const { id } of left) await deleteShop(db, { shopId: id as ShopId, leftBy })
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
