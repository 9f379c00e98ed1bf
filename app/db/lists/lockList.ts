import { NotFoundError } from '../../core/errors/base.ts'
import type { ShopId } from '../../core/gate/types.ts'
import { listConditions } from '../../core/requirement/listConditions.ts'
import type { Requirement } from '../../core/requirement/types.ts'
import type { Prisma } from '../generated/client.ts'

/** A list that does not change until the transaction ends. */
export type LockedList = {
  readonly version: number
  readonly size: number
  readonly previousVersion: number | null
  readonly nextVersion: number
  readonly updatedAt: number
}

/**
 * Lock a list against other changes; reading it does not wait.
 * @throws {NotFoundError} ERR_LIST_NOT_FOUND
 */
export async function lockList(parameters: {
  tx: Prisma.TransactionClient
  shopId: ShopId
  listId: string
}): Promise<LockedList> {
  const { tx, shopId, listId } = parameters
  const locked = await tx.$queryRaw<unknown[]>`SELECT id FROM list
    WHERE id = ${listId}::uuid AND shop_id = ${shopId} FOR NO KEY UPDATE`
  if (locked.length === 0) throw unknownList()
  const row = await tx.list.findUniqueOrThrow({ where: { id: listId } })
  const { version, size, previousVersion, nextVersion, updatedAt } = row
  return { version, size, previousVersion, nextVersion, updatedAt: Number(updatedAt) }
}

/**
 * Lock the lists that a requirement names against deletion until the transaction ends; imports into them continue. Call
 * it before the gate's row is written.
 * @throws {NotFoundError} ERR_LIST_NOT_FOUND
 */
export async function lockNamedLists(parameters: {
  tx: Prisma.TransactionClient
  shopId: ShopId
  requirement: Requirement
}): Promise<void> {
  const { tx, shopId, requirement } = parameters
  const named = listConditions(requirement.root).flatMap((each) => ('listId' in each ? [each.listId] : []))
  const ids = [...new Set(named)]
  if (ids.length === 0) return
  const locked = await tx.$queryRaw<unknown[]>`SELECT id FROM list
    WHERE id = ANY(${ids}::text[]::uuid[]) AND shop_id = ${shopId} ORDER BY id FOR KEY SHARE`
  if (locked.length < ids.length) throw unknownList()
}

/** The new `updatedAt`, in unix seconds. Two changes within a second, or after the clock was set back, must differ. */
export function chooseUpdatedAt(at: number, updatedAt: number): bigint {
  return BigInt(Math.max(at, updatedAt + 1))
}

/** The error for a list that does not exist or belongs to another shop. */
export function unknownList(): NotFoundError {
  return new NotFoundError('ERR_LIST_NOT_FOUND', 'This list does not exist.', {
    hint: 'Go back to the page of lists.',
  })
}
