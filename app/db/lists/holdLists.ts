import type { ShopId } from '../../core/gate/types.ts'
import { listConditions } from '../../core/requirement/listConditions.ts'
import type { Requirement } from '../../core/requirement/types.ts'
import type { Prisma } from '../generated/client.ts'
import { refuseUnknownList } from './refuseUnknownList.ts'

/**
 * Keep the lists that a requirement names until the transaction ends: nobody deletes them before the gate is seen. Lists
 * can be imported meanwhile. Comes before the gate's row is written.
 * @throws {NotFoundError} ERR_LIST_NOT_FOUND when one is gone or another shop's
 */
export async function holdLists(parameters: {
  tx: Prisma.TransactionClient
  shopId: ShopId
  requirement: Requirement
}): Promise<void> {
  const { tx, shopId, requirement } = parameters
  const named = listConditions(requirement.root).flatMap((each) => ('listId' in each ? [each.listId] : []))
  const ids = [...new Set(named)]
  if (ids.length === 0) return
  const held = await tx.$queryRaw<unknown[]>`SELECT id FROM list
    WHERE id = ANY(${ids}::text[]::uuid[]) AND shop_id = ${shopId} ORDER BY id FOR KEY SHARE`
  if (held.length < ids.length) throw refuseUnknownList()
}
