import { expect, test } from 'vitest'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import { listClaims } from '../../../app/core/redemption/listClaims.ts'
import type { OrderPlace, ReservationRow, ReservationState } from '../../../app/core/redemption/types.ts'

const order = { orderId: 20n, orderedAt: 100 }
const places = new Map<bigint, OrderPlace>(
  [
    { orderId: 10n, orderedAt: 50 },
    { orderId: 30n, orderedAt: 150 },
    { orderId: 40n, orderedAt: 200 },
  ].map((place) => [place.orderId, place]),
)
let id = 0n
function row(state: ReservationState, orderId: bigint | null = null): ReservationRow {
  id += 1n
  return {
    id,
    gate: 1 as GateNumber,
    revision: 1,
    visitId: 'v',
    state,
    units: [],
    endsAt: 0,
    orderId,
    createdAt: 0,
    updatedAt: 0,
  }
}
const claims = (...rows: ReservationRow[]) =>
  listClaims({ order, rows, places }).map((claim) => `${claim.kind} ${rows.indexOf(claim.row)}`)

test('default', () => {
  expect(claims(row('open'))).toEqual(['open 0'])
})

test('behavior: its own reservations come first, then open ones, released ones and those of later orders, each the latest first', () => {
  expect(
    claims(
      row('released'),
      row('committed', 30n),
      row('committed', 40n),
      row('released', 10n),
      row('open'),
      row('committed', 20n),
    ),
  ).toEqual(['own 5', 'open 4', 'released 3', 'released 0', 'later 2', 'later 1'])
})

test('behavior: an earlier order keeps its reservations', () => {
  expect(claims(row('committed', 10n))).toEqual([])
})

test('behavior: an order without a place is displaced first', () => {
  expect(claims(row('committed', 40n), row('committed', 77n))).toEqual(['later 1', 'later 0'])
})

test('behavior: after staff took one back, only reservations from later on can be claimed', () => {
  expect(claims(row('released'), row('lapsed'))).toEqual([])
  expect(claims(row('released'), row('lapsed'), row('released'))).toEqual(['released 2'])
  expect(claims(row('lapsed'), row('open'))).toEqual(['open 1'])
})

test('behavior: a reservation that staff took back after the order used it stays the order’s own', () => {
  expect(claims(row('released'), row('lapsed', 20n))).toEqual(['own 1'])
})

test('behavior: a reservation that a cancellation released is no longer the order’s own, and is claimed again', () => {
  expect(claims(row('released', 20n), row('committed', 10n))).toEqual(['released 0'])
  expect(claims(row('released', 20n), row('committed', 20n))).toEqual(['own 1', 'released 0'])
})
