import type { Gate, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { parseGateRow } from './parseGateRow.ts'

export type ListGatesParameters = {
  readonly db: Database
  readonly shopId: ShopId
  /** Whether deleted ones are listed too. */
  readonly withDeleted?: boolean | undefined
}

/** List a shop's gates, ascending by number. */
export async function listGates({ db, shopId, withDeleted }: ListGatesParameters): Promise<Gate[]> {
  const where = { shopId, ...(withDeleted ? {} : { deletedAt: null }) }
  const rows = await db.prisma.gate.findMany({ where, orderBy: { number: 'asc' } })
  return rows.map(parseGateRow)
}
