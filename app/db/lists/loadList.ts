import type { ShopId } from '../../core/gate/types.ts'
import type { List } from '../../core/list/types.ts'
import type { Database } from '../database.ts'
import { parseListRow } from './parseListRow.ts'
import { refuseUnknownList } from './refuseUnknownList.ts'

export type LoadListParameters = { readonly db: Database; readonly shopId: ShopId; readonly listId: string }

/** A list of the shop. @throws {NotFoundError} ERR_LIST_NOT_FOUND */
export async function loadList({ db, shopId, listId }: LoadListParameters): Promise<List> {
  const row = await db.prisma.list.findFirst({ where: { id: listId, shopId } })
  if (row === null) throw refuseUnknownList()
  return parseListRow(row)
}
