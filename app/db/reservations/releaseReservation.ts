import { ConflictError, NotFoundError } from '../../core/errors/base.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { ReservationRow } from '../../core/redemption/types.ts'
import { addAuditEntry } from '../audit.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { giveBack } from './giveBack.ts'
import { lockGates } from './lockGates.ts'
import { parseReservationRow } from './parseReservationRow.ts'
import { repeatContended } from './repeatContended.ts'

export type ReleaseReservationParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly reservationId: bigint
  /** `staff:<user id>` */
  readonly actor: string
  readonly reason: string
  /** Unix seconds. */
  readonly at: number
}

/**
 * Give a reservation back by hand, with its line in the record: `lapsed` where an order used it, which does not take it
 * again, or while its proof may still be used, then an order that brings it is held; else `released`.
 * @throws {NotFoundError} ERR_RESERVATION_NOT_FOUND. @throws {ConflictError} ERR_RESERVATION_STALE
 */
export async function releaseReservation(parameters: ReleaseReservationParameters): Promise<ReservationRow> {
  return repeatContended({ db: parameters.db, run: (tx) => releaseOnce({ ...parameters, tx }) })
}

async function releaseOnce(
  parameters: ReleaseReservationParameters & { tx: Prisma.TransactionClient },
): Promise<ReservationRow> {
  const { tx, shopId, reservationId, actor, reason, at } = parameters
  const found = await tx.reservation.findFirst({ where: { id: reservationId, shopId } })
  if (found === null) throw refuseUnknown()
  await lockGates({ tx, gates: [found], mode: 'shared' })
  await tx.$executeRawUnsafe('SELECT id FROM reservation WHERE id = $1::bigint FOR UPDATE', reservationId)
  const standing = await tx.reservation.findUniqueOrThrow({ where: { id: reservationId } })
  if (standing.state !== 'open' && standing.state !== 'committed') throw refuseStale()
  const mayBeUsed = BigInt(at) < standing.endsAt
  const state = mayBeUsed || standing.orderId !== null ? 'lapsed' : 'released'
  const row = await tx.reservation.update({
    where: { id: reservationId },
    data: { state, openKey: null, updatedAt: BigInt(at) },
  })
  await giveBack({ tx, reservationIds: [reservationId] })
  const released = parseReservationRow(row)
  const { gate, orderId, units } = released
  const detail = { reason, units }
  const action = mayBeUsed ? 'reservation.lapsed' : 'reservation.released'
  await addAuditEntry({ tx, shopId, entry: { at, actor, action, gate, reservationId, orderId, detail } })
  return released
}

function refuseUnknown(): NotFoundError {
  return new NotFoundError('ERR_RESERVATION_NOT_FOUND', 'There is no such reservation in this shop.', {
    hint: 'Go back to the list of redemptions.',
  })
}

function refuseStale(): ConflictError {
  return new ConflictError('ERR_RESERVATION_STALE', 'This was given back already.', {
    hint: 'Reload the page to see how it stands.',
  })
}
