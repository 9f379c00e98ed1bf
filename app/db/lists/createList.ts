import type { ShopId } from '../../core/gate/types.ts'
import type { List } from '../../core/list/types.ts'
import type { Database } from '../database.ts'
import { parseListRow } from './parseListRow.ts'

export type CreateListParameters = {
  readonly db: Database
  /** A UUID. */
  readonly id: string
  readonly shopId: ShopId
  readonly name: string
  /** Unix seconds. */
  readonly at: number
}

/** Make an empty list; null where the shop has one of that name. */
export async function createList({ db, id, shopId, name, at }: CreateListParameters): Promise<List | null> {
  const [row] = await db.prisma.list.createManyAndReturn({
    data: [{ id, shopId, name, createdAt: BigInt(at), updatedAt: BigInt(at) }],
    skipDuplicates: true,
  })
  return row ? parseListRow(row) : null
}
