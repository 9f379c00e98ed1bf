import type { Gate, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { parseGateRow } from './parseGateRow.ts'

export type ListGatesParameters = { readonly db: Database; readonly shopId: ShopId }

/** List a shop's gates, ascending by number. */
export async function listGates({ db, shopId }: ListGatesParameters): Promise<Gate[]> {
  const rows = await db.prisma.gate.findMany({ where: { shopId }, orderBy: { number: 'asc' } })
  return rows.map(parseGateRow)
}
