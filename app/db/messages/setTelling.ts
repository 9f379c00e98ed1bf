import type { Prisma } from '../generated/client.ts'
import { unknownShop } from '../shops/unknownShop.ts'

const UPDATE = `UPDATE shop SET tells_unlocks = now.tells FROM (
    SELECT EXISTS (SELECT 1 FROM receiver WHERE shop_id = $1::bigint AND state = 'on'
      AND messages && ARRAY['gate.unlocked', 'gate.refused']) AS tells
  ) AS now WHERE shop.id = $1::bigint AND shop.tells_unlocks <> now.tells`

/** Lock a shop's receivers against other changes until the transaction ends. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function lockReceivers(tx: Prisma.TransactionClient, shopId: bigint): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM shop WHERE id = ${shopId} FOR NO KEY UPDATE`
  if (rows.length === 0) throw unknownShop()
}

/**
 * Store with the shop whether somebody is told of unlocks, so that an unlock without receivers costs what it did. The
 * caller has locked the receivers.
 */
export async function setTelling(tx: Prisma.TransactionClient, shopId: bigint): Promise<void> {
  await tx.$executeRawUnsafe(UPDATE, shopId)
}
