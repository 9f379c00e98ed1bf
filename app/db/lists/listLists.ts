import type { ShopId } from '../../core/gate/types.ts'
import type { List } from '../../core/list/types.ts'
import type { Database } from '../database.ts'
import { parseListRow } from './parseListRow.ts'

export type ListListsParameters = { readonly db: Database; readonly shopId: ShopId }

/** A shop's lists, by name. */
export async function listLists({ db, shopId }: ListListsParameters): Promise<List[]> {
  const rows = await db.prisma.list.findMany({ where: { shopId }, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
  return rows.map(parseListRow)
}
