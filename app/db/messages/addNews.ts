import type { ShopId } from '../../core/gate/types.ts'
import { formatMessageData } from '../../core/message/messageJson.ts'
import type { News } from '../../core/message/types.ts'
import type { Prisma } from '../generated/client.ts'
import { formatTellSql } from './formatTellSql.ts'

const ADD = `WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS one(n int, shop_id bigint, kind text, gate bigint, at bigint,
      data jsonb, personal jsonb, order_id bigint, visit_id text)
  ), ${formatTellSql('given')} SELECT count(*) FROM told`

/**
 * Write what happened for every receiver that wants to know, in the transaction of the change itself, as its last
 * statement: it locks the shop's job that sends. Without a receiver it writes nothing. `at` is in unix seconds.
 */
export async function addNews({
  tx,
  at,
  news,
}: {
  tx: Pick<Prisma.TransactionClient, '$queryRawUnsafe'>
  at: number
  news: readonly (News & { readonly shopId: ShopId | bigint })[]
}): Promise<void> {
  if (news.length === 0) return
  const rows = news.map(({ shopId, kind, gate, data, personal, orderId, visitId }, n) => ({
    ...{ n, shop_id: String(shopId), kind, gate, at, data: formatMessageData(data), personal },
    ...{ order_id: orderId === undefined ? null : String(orderId), visit_id: visitId ?? null },
  }))
  await tx.$queryRawUnsafe(ADD, JSON.stringify(rows))
}
