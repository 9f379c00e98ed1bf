import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { dropImport } from './dropImport.ts'
import { lockList } from './lockList.ts'

export type CancelImportParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly listId: string
  readonly importId: string
}

/** Forget an import that is not finished. Nothing where it has ended already. @throws {NotFoundError} ERR_LIST_NOT_FOUND */
export async function cancelImport({ db, shopId, ...ids }: CancelImportParameters): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    await lockList({ tx, shopId, listId: ids.listId })
    await dropImport({ tx, ...ids })
  })
}
