import type { Gate, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { parseGateRow } from './parseGateRow.ts'

export type FindGatesParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly numbers: readonly number[]
}

/** Find those of a shop's gates that exist among `numbers`, ascending. */
export async function findGates({ db, shopId, numbers }: FindGatesParameters): Promise<Gate[]> {
  const rows = await db.prisma.gate.findMany({
    where: { shopId, number: { in: numbers.map(BigInt) } },
    orderBy: { number: 'asc' },
  })
  return rows.map(parseGateRow)
}
