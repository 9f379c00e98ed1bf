import type { ProofKeysPort } from '../../ports/proofKeys.ts'
import { addAuditEntry } from '../audit.ts'
import type { Database } from '../database.ts'
import { unknownShop } from '../shops/unknownShop.ts'
import { startEpoch } from './startEpoch.ts'

const LOCK = 'SELECT 1 AS one FROM shop WHERE id = $1::bigint AND uninstalled_at IS NULL FOR NO KEY UPDATE'
/** Two requests within this many seconds are one rotation. */
const TWICE_SECONDS = 60

/** Rotate keys. @see ProofKeysPort.rotate */
export const rotateProofKeys =
  (db: Database): ProofKeysPort['rotate'] =>
  ({ shopId, epoch, isAtOnce, actor, at }) =>
    db.prisma.$transaction(async (tx) => {
      const locked = await tx.$queryRawUnsafe<unknown[]>(LOCK, shopId)
      if (locked.length === 0) throw unknownShop()
      const standing = await tx.proofKey.findMany({
        where: { shopId, endsAt: null },
        orderBy: { position: 'desc' },
      })
      if (isAtOnce ? isJustEnded({ standing, at }) : isUnderWay(standing)) return false
      const keep = isAtOnce ? 0 : 1
      await startEpoch({ tx, shopId, epoch, createdAt: BigInt(at), signsFrom: null, keep })
      const about = { gate: null, reservationId: null, orderId: null, detail: { epoch, isAtOnce } }
      await addAuditEntry({ tx, shopId, entry: { at, actor, action: 'key.rotated', ...about } })
      return true
    })

type Standing = readonly {
  readonly position: number
  readonly signsFrom: bigint | null
  readonly createdAt: bigint
}[]
/** The `position` of a shop's first key, which no rotation made. */
const FIRST = 1

/** Whether a rotation is under way: a newer key exists than the one that signs. */
function isUnderWay(standing: Standing): boolean {
  return standing.length > 1 || standing[0]?.signsFrom === null
}

/**
 * Whether a rotation has ended all other keys, and the new key does not sign yet or was made within the last minute.
 */
function isJustEnded({ standing: [newest, ...older], at }: { standing: Standing; at: number }): boolean {
  if (newest === undefined || newest.position === FIRST || older.length > 0) return false
  return newest.signsFrom === null || Number(newest.createdAt) > at - TWICE_SECONDS
}
