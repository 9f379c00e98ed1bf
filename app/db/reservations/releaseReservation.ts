import { ConflictError, NotFoundError } from '../../core/errors/base.ts'
import type { ReservationRow } from '../../core/redemption/types.ts'
import type { ReservationsPort } from '../../ports/reservations.ts'
import { addAuditEntry } from '../audit.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { addReleaseNews } from '../messages/addReleaseNews.ts'
import { addUses } from './addUses.ts'
import { lockGates } from './lockGates.ts'
import { parseReservationRow } from './parseReservationRow.ts'
import { releaseUnits } from './releaseUnits.ts'
import { runUncontended } from './runUncontended.ts'

/** Release a reservation. @see ReservationsPort.release */
export const releaseReservation =
  (db: Database): ReservationsPort['release'] =>
  (asked) =>
    runUncontended({ db, run: (tx) => releaseOnce(tx, asked) })

async function releaseOnce(
  tx: Prisma.TransactionClient,
  asked: Parameters<ReservationsPort['release']>[0],
): Promise<ReservationRow> {
  const { shopId, reservationId, actor, reason, at } = asked
  const found = await tx.reservation.findFirst({ where: { id: reservationId, shopId } })
  if (found === null) throw unknownReservation()
  await lockGates({ tx, gates: [found], mode: 'shared' })
  await tx.$executeRawUnsafe('SELECT id FROM reservation WHERE id = $1::bigint FOR UPDATE', reservationId)
  const standing = await tx.reservation.findUniqueOrThrow({ where: { id: reservationId } })
  if (standing.state !== 'open' && standing.state !== 'committed') throw staleReservation()
  const mayBeUsed = BigInt(at) < standing.endsAt
  const state = mayBeUsed || standing.orderId !== null ? 'lapsed' : 'released'
  const row = await tx.reservation.update({
    where: { id: reservationId },
    data: { state, openKey: null, updatedAt: BigInt(at) },
  })
  await releaseUnits({ tx, reservationIds: [reservationId] })
  const released = parseReservationRow(row)
  const { gate, orderId, units } = released
  const detail = { reason, units }
  const action = mayBeUsed ? 'reservation.lapsed' : 'reservation.released'
  await addAuditEntry({ tx, shopId, entry: { at, actor, action, gate, reservationId, orderId, detail } })
  if (standing.state === 'committed') await addUses({ tx, shopId, changes: [{ gate, change: -1 }] })
  await addReleaseNews({ tx, reservationIds: [reservationId], because: 'staff', at })
  return released
}

function unknownReservation(): NotFoundError {
  return new NotFoundError('ERR_RESERVATION_NOT_FOUND', 'There is no such reservation in this shop.', {
    hint: 'Go back to the list of redemptions.',
  })
}

function staleReservation(): ConflictError {
  return new ConflictError('ERR_RESERVATION_STALE', 'This reservation can no longer be released.', {
    hint: 'Reload the page to see its current state.',
  })
}
