import type { GrantRow } from '../../core/redemption/types.ts'
import { parseSeenGates } from '../../core/visit/visitJson.ts'
import type { Grant } from '../generated/client.ts'

/** Parse a row of `grant`. */
export function parseGrantRow(row: Grant): GrantRow {
  return {
    id: row.id,
    visitId: row.visitId,
    carrier: row.carrier as GrantRow['carrier'],
    cartToken: row.cartToken,
    productId: row.productId === null ? null : Number(row.productId),
    variantId: row.variantId === null ? null : Number(row.variantId),
    gates: parseSeenGates(row.gates),
    buyer: row.buyer,
    epoch: row.epoch,
    until: row.until,
    endsAt: Number(row.endsAt),
    state: row.state as GrantRow['state'],
    orderId: row.orderId,
    orderedAt: row.orderedAt === null ? null : Number(row.orderedAt),
  }
}
