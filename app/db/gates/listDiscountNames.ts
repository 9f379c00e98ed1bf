import type { GatesPort } from '../../ports/gates.ts'
import type { Database } from '../database.ts'

/** List which names discounts have or had. The history has those from before a change. @see GatesPort.listDiscountNames */
export const listDiscountNames =
  (db: Database): GatesPort['listDiscountNames'] =>
  async ({ shopId, names }) => {
    const rows = await db.prisma.$queryRaw<{ name: string }[]>`SELECT asked.name
      FROM unnest(${[...names]}::text[]) AS asked (name)
      WHERE EXISTS (SELECT 1 FROM gate
          WHERE shop_id = ${shopId} AND COALESCE(discount_name, name) = asked.name)
        OR EXISTS (SELECT 1 FROM gate_change
          WHERE shop_id = ${shopId} AND COALESCE(draft->>'discountName', draft->>'name') = asked.name)`
    return rows.map(({ name }) => name)
  }
