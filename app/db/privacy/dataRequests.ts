import { NotFoundError } from '../../core/errors/base.ts'
import type { ShopId } from '../../core/gate/types.ts'
import { ANSWER_SECONDS, type DataRequest } from '../../core/privacy/types.ts'
import type { Database } from '../database.ts'
import type { DataRequest as Row } from '../generated/client.ts'

const MOST = 250

export type AddDataRequestParameters = {
  readonly shopId: ShopId
  /** Shopify's number of the request. */
  readonly requestKey: string
  readonly customerId: number | null
  readonly orderIds: readonly number[]
  /** Unix seconds. */
  readonly at: number
}
type OneRequest = { readonly shopId: ShopId; readonly id: number }

/** Make the part of the privacy port that keeps customers' requests. */
export function createDataRequests({ db }: { db: Database }) {
  const requests = db.prisma.dataRequest
  return {
    /** Write a request down; one that is known already stays as it is. */
    addDataRequest: async (parameters: AddDataRequestParameters): Promise<void> => {
      const { shopId, requestKey, customerId, orderIds, at } = parameters
      const given = { customerId: customerId === null ? null : BigInt(customerId), receivedAt: BigInt(at) }
      await requests.createMany({
        data: [{ shopId, requestKey, orderIds: orderIds.map(String), ...given }],
        skipDuplicates: true,
      })
    },
    /** The latest first, 250 at most. */
    listDataRequests: async ({ shopId }: { shopId: ShopId }): Promise<DataRequest[]> => {
      const rows = await requests.findMany({ where: { shopId }, orderBy: { id: 'desc' }, take: MOST })
      return rows.map(toRequest)
    },
    /** @throws {NotFoundError} ERR_NOT_FOUND */
    loadDataRequest: async ({ shopId, id }: OneRequest): Promise<DataRequest> => {
      const row = await requests.findFirst({ where: { shopId, id: BigInt(id) } })
      if (row) return toRequest(row)
      throw new NotFoundError('ERR_NOT_FOUND', 'There is no such request of a customer in this shop.')
    },
    /** Keep the first instant at which a request was called answered. */
    answerDataRequest: async ({ shopId, id, at }: OneRequest & { at: number }): Promise<void> => {
      await requests.updateMany({
        where: { shopId, id: BigInt(id), answeredAt: null },
        data: { answeredAt: BigInt(at) },
      })
    },
  }
}

function toRequest(row: Row): DataRequest {
  const receivedAt = Number(row.receivedAt)
  return {
    id: Number(row.id),
    customerId: row.customerId === null ? null : String(row.customerId),
    orderIds: (row.orderIds as unknown[]).map(String),
    receivedAt,
    dueAt: receivedAt + ANSWER_SECONDS,
    answeredAt: row.answeredAt === null ? null : Number(row.answeredAt),
  }
}
