import type { Gate, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { parseGateRow } from './parseGateRow.ts'

export type FindGatesParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly numbers: readonly number[]
  /** Whether deleted ones are found too. */
  readonly withDeleted?: boolean | undefined
}

/** Find those of a shop's gates that exist among `numbers`, ascending. */
export async function findGates(parameters: FindGatesParameters): Promise<Gate[]> {
  const { db, shopId, numbers, withDeleted } = parameters
  const rows = await db.prisma.gate.findMany({
    where: { shopId, number: { in: numbers.map(BigInt) }, ...(withDeleted ? {} : { deletedAt: null }) },
    orderBy: { number: 'asc' },
  })
  return rows.map(parseGateRow)
}
