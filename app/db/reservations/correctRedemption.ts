import { ConflictError } from '../../core/errors/base.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { CorrectedUnit, ReservationUnit } from '../../core/redemption/types.ts'
import { addAuditEntry } from '../audit/addAuditEntry.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { parseReservationRow } from './parseReservationRow.ts'
import { repeatContended } from './repeatContended.ts'

export type CorrectRedemptionParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly gate: number
  readonly unit: CorrectedUnit
  readonly change: 'add' | 'remove'
  /** `staff:<user id>` */
  readonly actor: string
  readonly reason: string
  /** Unix seconds. */
  readonly at: number
}
type Once = CorrectRedemptionParameters & { readonly tx: Prisma.TransactionClient }

/**
 * Record a use of a wallet or token by hand, also above the limit, or take back one that staff or an order made; with
 * its line in the record.
 * @throws {ConflictError} ERR_RESERVATION_STALE when there is none to take back
 */
export async function correctRedemption(parameters: CorrectRedemptionParameters): Promise<void> {
  await repeatContended({
    db: parameters.db,
    run: (tx) =>
      parameters.change === 'add' ? addUse({ ...parameters, tx }) : removeUse({ ...parameters, tx }),
  })
}

async function addUse({ tx, ...parameters }: Once): Promise<void> {
  const { shopId, unit, at } = parameters
  const gate = BigInt(parameters.gate)
  const { kind, key } = unit
  const taken = await tx.redemption.findMany({ where: { shopId, gate, kind, key }, select: { slot: true } })
  const slots = new Set(taken.map(({ slot }) => slot))
  let slot = 1
  while (slots.has(slot)) slot++
  const { id } = await tx.reservation.create({
    data: {
      shopId,
      gate,
      revision: 0,
      visitId: 'staff',
      state: 'committed',
      units: [{ kind, key, slot }],
      endsAt: BigInt(at),
      createdAt: BigInt(at),
      updatedAt: BigInt(at),
    },
  })
  await tx.redemption.create({ data: { shopId, gate, kind, key, slot, reservationId: id } })
  await record({ ...parameters, tx, action: 'redemption.added', reservationId: id, orderId: null, slot })
}

// Staff's own records go first, then the latest.
const FIND = `SELECT reservation.id, redemption.slot FROM redemption
  JOIN reservation ON reservation.id = redemption.reservation_id AND reservation.state = 'committed'
  WHERE redemption.shop_id = $1::bigint AND redemption.gate = $2::bigint
    AND redemption.kind = $3 AND redemption.key = $4
  ORDER BY reservation.visit_id = 'staff' DESC, redemption.slot DESC LIMIT 1 FOR UPDATE OF reservation`

async function removeUse({ tx, ...parameters }: Once): Promise<void> {
  const { shopId, unit, at } = parameters
  const gate = BigInt(parameters.gate)
  const { kind, key } = unit
  const [found] = await tx.$queryRawUnsafe<{ id: bigint; slot: number }[]>(FIND, shopId, gate, kind, key)
  if (!found) throw refuseNone()
  const { id, slot } = found
  const standing = parseReservationRow(await tx.reservation.findUniqueOrThrow({ where: { id } }))
  const { count } = await tx.redemption.deleteMany({
    where: { shopId, gate, kind, key, slot, reservationId: id },
  })
  if (count === 0) throw refuseNone()
  const isOther = (each: ReservationUnit) => each.kind !== kind || each.key !== key
  const units = standing.units.filter(isOther)
  // A use that has nothing left is given back; what it was stays to be read.
  const { orderId } = standing
  const state = orderId === null ? 'released' : 'lapsed'
  const changes = units.length === 0 ? { state } : { units }
  await tx.reservation.update({ where: { id }, data: { ...changes, updatedAt: BigInt(at) } })
  await record({ ...parameters, tx, action: 'redemption.removed', reservationId: id, orderId, slot })
}

function record(
  parameters: Once & {
    action: 'redemption.added' | 'redemption.removed'
    reservationId: bigint
    orderId: bigint | null
    slot: number
  },
): Promise<void> {
  const { tx, shopId, gate, unit, actor, reason, at, action, reservationId, orderId, slot } = parameters
  const detail = { reason, unit: { ...unit, slot } }
  return addAuditEntry({
    tx,
    shopId,
    entry: { at, actor, action, gate: gate as AuditGate, reservationId, orderId, detail },
  })
}

type AuditGate = NonNullable<Parameters<typeof addAuditEntry>[0]['entry']['gate']>

function refuseNone(): ConflictError {
  return new ConflictError(
    'ERR_RESERVATION_STALE',
    'There is no use of it at this gate that could be taken back.',
    {
      hint: 'A use that is only reserved is given back by releasing its reservation.',
    },
  )
}
