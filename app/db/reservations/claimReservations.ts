import { listClaims, type ReservationClaim } from '../../core/redemption/listClaims.ts'
import type { LedgerGrant, LedgerOrder, OrderPlace, ReservationRow } from '../../core/redemption/types.ts'
import type { Prisma } from '../generated/client.ts'
import { addUses, type UseChange } from './addUses.ts'
import { formatOpenKey } from './formatOpenKey.ts'
import { parseReservationRow } from './parseReservationRow.ts'
import { deleteHolders, releaseUnits } from './releaseUnits.ts'
import { reserveAgain } from './reserveAgain.ts'

type ClaimedReservations = {
  readonly missing: readonly { readonly grant: string; readonly gate: number }[]
  /** Orders to settle again: they lost a reservation to this order, or wait for one that it released. */
  readonly displaced: readonly bigint[]
}

/** A use of a gate in a visit, by one of the order's grants. `isKept` is false if all its lines were cancelled. */
type Use = {
  readonly grant: string
  readonly visitId: string
  readonly gate: number
  readonly isKept: boolean
  /** The order's time for the visit's grants, unix seconds. */
  readonly orderedAt: number
}
type Held = {
  rows: ReservationRow[]
  readonly places: readonly VisitPlace[]
  /** What the order changes of the counters of committed reservations. */
  readonly changes: UseChange[]
}
/** The times of orders that use a visit's grants. */
type VisitPlace = OrderPlace & { readonly visitId: string }

/**
 * Commit one reservation for each visit and gate that an order uses. Release reservations of cancelled lines, and those
 * that the order no longer uses. `grants` are those that it pays with. The caller must hold the locks of the grants and
 * gates.
 */
export async function claimReservations(parameters: {
  tx: Prisma.TransactionClient
  order: LedgerOrder
  grants: readonly LedgerGrant[]
}): Promise<ClaimedReservations> {
  const { tx, order, grants } = parameters
  const uses = listUses({ order, grants })
  const held = await lockRows({ tx, order, uses })
  const given = await releaseOwn({ tx, order, uses, held })
  const missing: { grant: string; gate: number }[] = []
  const displaced = new Set<bigint>(given)
  for (const use of uses.filter(({ isKept }) => isKept)) {
    const claimed = await claimOne({ tx, order, use, held })
    if (!claimed) missing.push({ grant: use.grant, gate: use.gate })
    else if (claimed.kind === 'later' && claimed.row.orderId !== null) displaced.add(claimed.row.orderId)
  }
  await addUses({ tx, shopId: order.shopId, changes: held.changes })
  return { missing, displaced: [...displaced] }
}

/** One use for each visit and gate: a gate that two grants of a visit open counts once. */
function listUses({ order, grants }: { order: LedgerOrder; grants: readonly LedgerGrant[] }): Use[] {
  const uses = new Map<string, Use>()
  const timeOf = (visit: string) =>
    Math.min(
      ...grants
        .filter(({ visitId }) => visitId === visit)
        .map(({ orderedAt }) => orderedAt ?? order.orderedAt),
    )
  for (const isKept of [false, true]) {
    for (const { id, visitId, limited, released } of grants) {
      for (const gate of isKept ? limited : released) {
        uses.set(`${visitId} ${gate}`, { grant: id, visitId, gate, isKept, orderedAt: timeOf(visitId) })
      }
    }
  }
  return [...uses.values()].sort((a, b) => a.gate - b.gate || (a.visitId < b.visitId ? -1 : 1))
}

const isOf = (use: { visitId: string; gate: number }) => (row: ReservationRow) =>
  row.visitId === use.visitId && row.gate === use.gate

// The order's own reservations, and those of its visits at the same gates.
const HOLD = `SELECT id FROM reservation
  WHERE shop_id = $1::bigint AND (visit_id, gate) IN (
    SELECT visit_id, gate FROM reservation WHERE shop_id = $1::bigint AND order_id = $2::bigint
    UNION SELECT * FROM unnest($3::text[], $4::text[]::bigint[]))
  ORDER BY gate, id FOR UPDATE`
const PLACES = `SELECT order_id AS "orderId", visit_id AS "visitId", min(ordered_at) AS "orderedAt" FROM "grant"
  WHERE shop_id = $1::bigint AND order_id = ANY($2::text[]::bigint[]) GROUP BY order_id, visit_id`

async function lockRows(parameters: {
  tx: Prisma.TransactionClient
  order: LedgerOrder
  uses: readonly Use[]
}): Promise<Held> {
  const { tx, order, uses } = parameters
  const [visits, gates] = [uses.map(({ visitId }) => visitId), uses.map(({ gate }) => String(gate))]
  const ids = await tx.$queryRawUnsafe<{ id: bigint }[]>(HOLD, order.shopId, order.orderId, visits, gates)
  if (ids.length === 0) return { rows: [], places: [], changes: [] }
  const found = await tx.reservation.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
  })
  const rows = found.map(parseReservationRow)
  const others = [...new Set(rows.flatMap(({ orderId }) => (orderId === null ? [] : [orderId])))]
  const rivals = others.filter((id) => id !== order.orderId)
  const standing =
    rivals.length === 0
      ? []
      : await tx.$queryRawUnsafe<{ orderId: bigint; visitId: string; orderedAt: bigint }[]>(
          PLACES,
          order.shopId,
          rivals.map(String),
        )
  const places = standing.map((place) => ({ ...place, orderedAt: Number(place.orderedAt) }))
  return { rows, places, changes: [] }
}

/** Release the order's own reservations that it does not use; answers the orders that may get them. */
async function releaseOwn(parameters: {
  tx: Prisma.TransactionClient
  order: LedgerOrder
  uses: readonly Use[]
  held: Held
}): Promise<bigint[]> {
  const { tx, order, uses, held } = parameters
  const kept = uses.filter(({ isKept }) => isKept)
  const own = held.rows.filter((row) => row.state === 'committed' && row.orderId === order.orderId)
  const unused = own.filter((row) => !uses.some((use) => isOf(use)(row)))
  const cancelled = uses
    .filter(({ isKept }) => !isKept)
    .flatMap((use) => {
      const rows = held.rows.filter(isOf(use))
      const mine = rows.filter((row) => row.orderId === order.orderId)
      // The order was created and cancelled before it was settled: it used the open reservation, or a till's charge.
      return mine.length > 0
        ? mine.filter(({ state }) => state === 'committed')
        : rows.filter(({ state, orderId }) => state === 'open' || (state === 'committed' && orderId === null))
    })
    .filter((row) => !kept.some((use) => isOf(use)(row)))
  const released: ReservationRow[] = []
  for (const row of [...cancelled, ...unused]) {
    const isCancelled = cancelled.includes(row)
    const hasOpen = held.rows.some((other) => isOf(row)(other) && other.state === 'open')
    // Its proof can still be used in another cart, so the reservation stays open until its end.
    const isOpen = !isCancelled && !hasOpen && row.endsAt > order.at
    const changed: ReservationRow = {
      ...row,
      state: isOpen ? 'open' : 'released',
      orderId: isCancelled ? order.orderId : null,
    }
    await tx.reservation.update({
      where: { id: row.id },
      data: {
        state: changed.state,
        orderId: changed.orderId,
        openKey: isOpen ? formatOpenKey({ ...row, shopId: order.shopId }) : null,
        updatedAt: BigInt(order.at),
      },
    })
    held.rows = held.rows.map((other) => (other.id === row.id ? changed : other))
    if (row.state === 'committed') held.changes.push({ gate: row.gate, change: -1 })
    if (!isOpen) released.push(row)
  }
  await releaseUnits({ tx, reservationIds: released.map(({ id }) => id) })
  const waiting: bigint[] = []
  for (const row of [...cancelled, ...unused]) waiting.push(...(await findWaiting({ tx, order, row })))
  return waiting
}

// Orders that paid with a grant of the visit for the gate, but have no reservation for it.
const WAITING = `SELECT DISTINCT order_id AS "orderId" FROM "grant"
  WHERE shop_id = $1::bigint AND visit_id = $2 AND state = 'paid' AND order_id <> $3::bigint
    AND gates @> jsonb_build_array(jsonb_build_object('gate', $4::bigint))
    AND NOT EXISTS (SELECT 1 FROM reservation WHERE reservation.visit_id = "grant".visit_id
      AND reservation.gate = $4::bigint AND reservation.order_id = "grant".order_id
      AND reservation.state <> 'released')`

async function findWaiting(parameters: {
  tx: Prisma.TransactionClient
  order: LedgerOrder
  row: ReservationRow
}): Promise<bigint[]> {
  const { tx, order, row } = parameters
  const found = await tx.$queryRawUnsafe<{ orderId: bigint }[]>(
    WAITING,
    order.shopId,
    row.visitId,
    order.orderId,
    row.gate,
  )
  return found.map(({ orderId }) => orderId)
}

async function claimOne(parameters: {
  tx: Prisma.TransactionClient
  order: LedgerOrder
  use: Use
  held: Held
}): Promise<ReservationClaim | null> {
  const { tx, order, use, held } = parameters
  const { shopId, orderId, at } = order
  const ofVisit = held.places.filter(({ visitId }) => visitId === use.visitId)
  const claims = listClaims({
    order: { orderId, orderedAt: use.orderedAt },
    rows: held.rows.filter(isOf(use)),
    places: new Map(ofVisit.map((place) => [place.orderId, place])),
  })
  for (const claim of claims) {
    const { kind, row } = claim
    if (kind === 'own') return claim
    if (kind === 'released') {
      if (!(await reserveAgain({ tx, shopId, row, orderId, at }))) continue
      held.changes.push({ gate: row.gate, change: 1 })
      return claim
    }
    await tx.reservation.update({
      where: { id: row.id },
      data: { state: 'committed', orderId, openKey: null, updatedAt: BigInt(at) },
    })
    if (row.state !== 'committed') held.changes.push({ gate: row.gate, change: 1 })
    if (kind === 'open') await deleteHolders({ tx, reservationIds: [row.id] })
    return claim
  }
  return null
}
