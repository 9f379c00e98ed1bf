import { ConflictError } from '../../core/errors/base.ts'
import type { GateNumber } from '../../core/gate/types.ts'
import type { ReservationUnit } from '../../core/redemption/types.ts'
import type { ReservationsPort } from '../../ports/reservations.ts'
import { addAuditEntry } from '../audit.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { addUses } from './addUses.ts'
import { findPlace } from './findPlace.ts'
import { lockGates } from './lockGates.ts'
import { parseReservationRow } from './parseReservationRow.ts'
import { releaseUnits } from './releaseUnits.ts'
import { runUncontended } from './runUncontended.ts'

/** The `visitId` of a use that staff added. */
const STAFF = 'staff'
type Once = Parameters<ReservationsPort['update']>[0] & { readonly tx: Prisma.TransactionClient }

/**
 * Correct uses; see `ReservationsPort.update`. A use that staff add takes a slot of the total limit, and frees it when
 * it is removed. The slot of an order's use stays with the order.
 */
export const updateRedemption =
  (db: Database): ReservationsPort['update'] =>
  (asked) =>
    runUncontended({
      db,
      run: (tx) => (asked.change === 'add' ? addUse({ ...asked, tx }) : removeUse({ ...asked, tx })),
    })

const OF_GATE = 'shop_id = $1::bigint AND gate = $2::bigint'
const TAKE = `UPDATE total_slot SET reservation_id = $3::bigint WHERE ${OF_GATE} AND slot = $4::int`
// Answers a row only if there is a limit: more slots than owed ones.
const ABOVE = `SELECT max(slot) + 1 AS slot FROM total_slot WHERE ${OF_GATE}
  HAVING count(*) FILTER (WHERE slot > 0) > count(*) FILTER (WHERE slot < 1)`
// Over the limit: add a slot, and mark one as owed with a number below 1, as when a limit is lowered.
const TAKE_ABOVE = `INSERT INTO total_slot (shop_id, gate, slot, reservation_id)
  SELECT $1::bigint, $2::bigint, $4::int, $3::bigint
  UNION ALL SELECT $1::bigint, $2::bigint, LEAST(min(slot), 1) - 1, 0 FROM total_slot WHERE ${OF_GATE}`

async function addUse({ tx, ...parameters }: Once): Promise<void> {
  const { shopId, unit, at } = parameters
  const gate = BigInt(parameters.gate)
  const { kind, key } = unit
  // Exclusive: otherwise a slot that is freed at the same time would stay free beside an owed one.
  await lockGates({ tx, gates: [{ shopId, gate }], mode: 'exclusive' })
  const taken = await tx.redemption.findMany({ where: { shopId, gate, kind, key }, select: { slot: true } })
  const slots = new Set(taken.map(({ slot }) => slot))
  let slot = 1
  while (slots.has(slot)) slot++
  const place = await findPlace({ tx, shopId, gate })
  const [above] = place === null ? await tx.$queryRawUnsafe<{ slot: number }[]>(ABOVE, shopId, gate) : []
  const total = place ?? above?.slot ?? null
  const { id } = await tx.reservation.create({
    data: {
      shopId,
      gate,
      revision: 0,
      visitId: STAFF,
      state: 'committed',
      units: [{ kind, key, slot }, ...(total === null ? [] : [{ kind: 'total', key: '', slot: total }])],
      endsAt: BigInt(at),
      createdAt: BigInt(at),
      updatedAt: BigInt(at),
    },
  })
  await tx.redemption.create({ data: { shopId, gate, kind, key, slot, reservationId: id } })
  if (place !== null) await tx.$executeRawUnsafe(TAKE, shopId, gate, id, place)
  else if (total !== null) await tx.$executeRawUnsafe(TAKE_ABOVE, shopId, gate, id, total)
  await addAudit({ ...parameters, tx, action: 'redemption.added', reservationId: id, orderId: null, slot })
  await addUses({ tx, shopId, changes: [{ gate, change: 1 }] })
}

// Uses that staff added come first, then the latest.
const FIND = `SELECT reservation.id, redemption.slot FROM redemption
  JOIN reservation ON reservation.id = redemption.reservation_id AND reservation.state = 'committed'
  WHERE redemption.shop_id = $1::bigint AND redemption.gate = $2::bigint
    AND redemption.kind = $3 AND redemption.key = $4
  ORDER BY reservation.visit_id = '${STAFF}' DESC, redemption.slot DESC LIMIT 1 FOR UPDATE OF reservation`

async function removeUse({ tx, ...parameters }: Once): Promise<void> {
  const { shopId, unit, at } = parameters
  const gate = BigInt(parameters.gate)
  const { kind, key } = unit
  await lockGates({ tx, gates: [{ shopId, gate }], mode: 'shared' })
  const [found] = await tx.$queryRawUnsafe<{ id: bigint; slot: number }[]>(FIND, shopId, gate, kind, key)
  if (!found) throw noUse()
  const { id, slot } = found
  const standing = parseReservationRow(await tx.reservation.findUniqueOrThrow({ where: { id } }))
  const { orderId, visitId } = standing
  const { count } = await tx.redemption.deleteMany({
    where: { shopId, gate, kind, key, slot, reservationId: id },
  })
  if (count === 0) throw noUse()
  const isOther = (each: ReservationUnit) => each.kind !== kind || each.key !== key
  const units = standing.units.filter(isOther)
  // A reservation without remaining units is released. Its row keeps the units for the record.
  const isGone = units.length === 0 || visitId === STAFF
  const state = orderId === null ? 'released' : 'lapsed'
  const changes = isGone ? { state } : { units }
  await tx.reservation.update({ where: { id }, data: { ...changes, updatedAt: BigInt(at) } })
  if (isGone) await releaseUnits({ tx, reservationIds: [id] })
  await addAudit({ ...parameters, tx, action: 'redemption.removed', reservationId: id, orderId, slot })
  if (isGone) await addUses({ tx, shopId, changes: [{ gate, change: -1 }] })
}

function addAudit(
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
    entry: { at, actor, action, gate: gate as GateNumber, reservationId, orderId, detail },
  })
}

function noUse(): ConflictError {
  return new ConflictError('ERR_RESERVATION_STALE', 'This gate has no completed use of it to remove.', {
    hint: 'To free a reserved use, release it in the list of uses.',
  })
}
