import type { CustomersPort } from '../../ports/customers.ts'
import type { Database } from '../database.ts'
import { redactTags } from '../privacy/redactCustomer.ts'

/**
 * Remove a customer's wallets and gates. A visit ends and is not deleted: an order that was paid meanwhile may still have
 * to be checked again. @see CustomersPort.removeWallets
 */
export function removeWallets(db: Database): CustomersPort['removeWallets'] {
  return async ({ shopId, customerId: id, at }) => {
    const customerId = BigInt(id)
    await db.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`UPDATE visit SET expires_at = LEAST(expires_at, ${BigInt(at)}) WHERE shop_id = ${shopId}
        AND id IN (SELECT visit_id FROM "grant" WHERE shop_id = ${shopId} AND buyer = ${id} AND buyer <> '0'
          AND state = 'open')`
      await tx.customerWallet.deleteMany({ where: { shopId, customerId } })
      await redactTags(tx, { shopId, customerId })
    })
  }
}
