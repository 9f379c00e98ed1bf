import type { Gate, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { parseGateRow } from './parseGateRow.ts'
import { refuseUnknownGate } from './refuseUnknownGate.ts'

export type LoadGateParameters = { readonly db: Database; readonly shopId: ShopId; readonly number: number }

/**
 * Load one of a shop's gates.
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND
 */
export async function loadGate({ db, shopId, number }: LoadGateParameters): Promise<Gate> {
  const row = await db.prisma.gate.findUnique({
    where: { shopId_number: { shopId, number: BigInt(number) } },
  })
  if (row === null || row.deletedAt !== null) throw refuseUnknownGate()
  return parseGateRow(row)
}
