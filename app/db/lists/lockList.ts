import type { ShopId } from '../../core/gate/types.ts'
import type { Prisma } from '../generated/client.ts'
import { refuseUnknownList } from './refuseUnknownList.ts'

/** A list as it stands, and as it stays until the transaction ends. */
export type LockedList = {
  readonly version: number
  readonly size: number
  readonly previousVersion: number | null
  readonly nextVersion: number
  readonly updatedAt: number
}

/**
 * Let changes of a list come one after the other; whoever only reads does not wait.
 * @throws {NotFoundError} ERR_LIST_NOT_FOUND when it is not this shop's
 */
export async function lockList(parameters: {
  tx: Prisma.TransactionClient
  shopId: ShopId
  listId: string
}): Promise<LockedList> {
  const { tx, shopId, listId } = parameters
  const locked = await tx.$queryRaw<unknown[]>`SELECT id FROM list
    WHERE id = ${listId}::uuid AND shop_id = ${shopId} FOR NO KEY UPDATE`
  if (locked.length === 0) throw refuseUnknownList()
  const row = await tx.list.findUniqueOrThrow({ where: { id: listId } })
  const { version, size, previousVersion, nextVersion, updatedAt } = row
  return { version, size, previousVersion, nextVersion, updatedAt: Number(updatedAt) }
}

/** Two changes within a second, or a clock set back, must not look like one. */
export function later(at: number, updatedAt: number): bigint {
  return BigInt(Math.max(at, updatedAt + 1))
}
