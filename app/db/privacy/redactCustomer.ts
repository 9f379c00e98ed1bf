import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

export type RedactCustomerParameters = {
  readonly db: Database
  readonly shopId: ShopId
  /** Shopify's numeric id, or null where only orders are named. */
  readonly customerId: number | null
  readonly orderIds: readonly number[]
}

/** Take a customer's id, and what led from these orders to a wallet or cart, out of what is kept. Uses stay counted. */
export async function redactCustomer(parameters: RedactCustomerParameters): Promise<void> {
  const { db, shopId, customerId } = parameters
  const orderIds = parameters.orderIds.map(BigInt)
  await db.prisma.$transaction([
    db.prisma.grant.updateMany({
      where: {
        shopId,
        OR: [{ orderId: { in: orderIds } }, ...(customerId === null ? [] : [{ buyer: String(customerId) }])],
      },
      data: { buyer: '0', cartToken: null },
    }),
    db.prisma.$executeRaw`UPDATE settlement SET cart_token = NULL, detail = detail || '{"holders": []}'::jsonb
      WHERE shop_id = ${shopId} AND order_id = ANY(${orderIds})`,
  ])
}
