import type { CustomersPort } from '../../ports/customers.ts'
import type { Database } from '../database.ts'
import { addWork } from './addUnlock.ts'

/** Merge customers. @see CustomersPort.merge */
export const mergeCustomers =
  (db: Database): CustomersPort['merge'] =>
  async ({ shopId, from, into, at }) => {
    const [old, kept] = [BigInt(from), BigInt(into)]
    await db.prisma.$transaction(async (tx) => {
      // Both may have a gate. What this app gave to either stays its own, because Shopify joins their tags.
      await tx.$executeRaw`UPDATE customer_gate AS kept SET own_tag = COALESCE(kept.own_tag, old.own_tag),
          is_leaving = kept.is_leaving AND old.is_leaving, needs_write = true, version = kept.version + 1
        FROM customer_gate AS old WHERE kept.shop_id = ${shopId} AND kept.customer_id = ${kept}
          AND old.shop_id = ${shopId} AND old.customer_id = ${old} AND old.gate = kept.gate`
      await tx.$executeRaw`DELETE FROM customer_gate AS old WHERE shop_id = ${shopId} AND customer_id = ${old}
        AND gate IN (SELECT gate FROM customer_gate WHERE shop_id = ${shopId} AND customer_id = ${kept})`
      const moved = await tx.$executeRaw`UPDATE customer_gate SET customer_id = ${kept}, needs_write = true,
          version = version + 1
        WHERE shop_id = ${shopId} AND customer_id = ${old}`
      const wallets = await tx.$executeRaw`UPDATE customer_wallet SET customer_id = ${kept}
        WHERE shop_id = ${shopId} AND customer_id = ${old}`
      if (moved + wallets > 0) await addWork({ tx, shopId, at })
    })
  }
