import type { ShopId } from '../../core/gate/types.ts'
import type { ListImport } from '../../core/list/types.ts'
import type { Database } from '../database.ts'
import { IMPORT_COLUMNS, parseImportRow } from './parseListRow.ts'

export type FindImportParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly listId: string
  readonly importId: string
  /** Unix seconds. */
  readonly now: number
}

const SQL = `SELECT ${IMPORT_COLUMNS} FROM list_import JOIN list ON list.id = list_import.list_id
  WHERE list_import.id = $1 AND list.id = $2 AND list.shop_id = $3 AND list_import.expires_at > $4`

/** Find an import that is going on. */
export async function findImport(parameters: FindImportParameters): Promise<ListImport | null> {
  const { db, shopId, listId, importId, now } = parameters
  const [row] = await db.hot.query('find_list_import', SQL, [importId, listId, shopId, now])
  return row ? parseImportRow(row) : null
}
