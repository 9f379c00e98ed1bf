import type { ShopId } from '../../core/gate/types.ts'
import { addAuditEntry } from '../audit/addAuditEntry.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { refuseUnknownShop } from '../shops/refuseUnknownShop.ts'
import { startEpoch } from './startEpoch.ts'

export type RotateProofKeysParameters = {
  readonly db: Database
  readonly shopId: ShopId
  /** 8 hex, random. */
  readonly epoch: string
  /** Whether every other key ends in the same moment. */
  readonly isAtOnce: boolean
  /** `staff:<user id>` or `system`. */
  readonly actor: string
  /** Unix seconds. */
  readonly at: number
}

const LOCK = 'SELECT 1 AS one FROM shop WHERE id = $1::bigint AND uninstalled_at IS NULL FOR NO KEY UPDATE'
/** Whoever asks twice within a minute means one rotation. Seconds. */
const TWICE_SECONDS = 60

/**
 * Store a new key that does not sign yet. False where a rotation is under way that this one is part of; one at once is
 * part of nothing but another one at once.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function rotateProofKeys(parameters: RotateProofKeysParameters): Promise<boolean> {
  const { db, shopId, epoch, isAtOnce, actor, at } = parameters
  return db.prisma.$transaction(async (tx) => {
    const locked = await tx.$queryRawUnsafe<unknown[]>(LOCK, shopId)
    if (locked.length === 0) throw refuseUnknownShop()
    const standing = await tx.proofKey.findMany({
      where: { shopId, endsAt: null },
      orderBy: { position: 'desc' },
    })
    if (isAtOnce ? isJustEnded({ standing, at }) : isUnderWay(standing)) return false
    const keep = isAtOnce ? 0 : 1
    await startEpoch({ tx, shopId, epoch, createdAt: BigInt(at), signsFrom: null, keep })
    await writeDown({ tx, shopId, epoch, isAtOnce, actor, at })
    return true
  })
}

type Standing = readonly { readonly signsFrom: bigint | null; readonly createdAt: bigint }[]

/** Whether there is a newer key than the one that signs alone. */
function isUnderWay(standing: Standing): boolean {
  return standing.length > 1 || standing[0]?.signsFrom === null
}

/** Whether all other keys were ended, and the new one has never signed or is as good as new. */
function isJustEnded({ standing: [newest, ...older], at }: { standing: Standing; at: number }): boolean {
  if (newest === undefined || older.length > 0) return false
  return newest.signsFrom === null || Number(newest.createdAt) > at - TWICE_SECONDS
}

async function writeDown(
  parameters: Omit<RotateProofKeysParameters, 'db'> & { tx: Prisma.TransactionClient },
): Promise<void> {
  const { tx, shopId, epoch, isAtOnce, actor, at } = parameters
  await addAuditEntry({
    tx,
    shopId,
    entry: {
      at,
      actor,
      action: 'key.rotated',
      gate: null,
      reservationId: null,
      orderId: null,
      detail: { epoch, isAtOnce },
    },
  })
}
