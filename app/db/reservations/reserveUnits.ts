import type { GateNumber } from '../../core/gate/types.ts'
import type { ReservationAnswer, ReservationUnit } from '../../core/redemption/types.ts'
import { parseUnits } from '../../core/redemption/unitsJson.ts'
import type { ReservationsPort } from '../../ports/reservations.ts'
import type { Database, HotRow } from '../database.ts'
import { formatOpenKey } from './formatOpenKey.ts'
import { formatReserveSql } from './formatReserveSql.ts'
import { isContended } from './runUncontended.ts'

/** More than any crowd needs: each failed attempt means that another caller took a unit, and units are limited. */
const MOST_ATTEMPTS = 200

const FIRST = formatReserveSql({ waits: false })
// After a lost race, wait until each slot that another transaction has locked is taken or free.
const AGAIN = formatReserveSql({ waits: true })

/**
 * Reserve in one statement; see `ReservationsPort.reserve`. If another caller took the same unit meanwhile, the keys of
 * `redemption`, `total_slot` and `open_place` reject the statement, and it is repeated.
 */
export const reserveUnits =
  (db: Database): ReservationsPort['reserve'] =>
  async (asked) => {
    if (asked.wants.length === 0) return []
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const answers = await reserveOnce({ db, ...asked, isFirst: attempt === 0 })
      if (answers) return answers
    }
    throw new Error('A use could not be reserved: other requests were faster at every attempt.')
  }

/** Null if a concurrent caller was in the way. */
async function reserveOnce(
  parameters: Parameters<ReservationsPort['reserve']>[0] & { db: Database; isFirst: boolean },
): Promise<ReservationAnswer[] | null> {
  const { db, shopId, visitId, wants, at, isFirst } = parameters
  const asked = [...new Map(wants.map((want) => [want.gate, want])).values()]
  const wallets = asked.flatMap((want) => [...new Set(want.wallets)].map((key) => ({ gate: want.gate, key })))
  const tokens = asked.flatMap((want) => [...new Set(want.tokens)].map((key) => ({ gate: want.gate, key })))
  try {
    const rows = await db.hot.query(
      isFirst ? 'reserve_units' : 'reserve_units_again',
      isFirst ? FIRST : AGAIN,
      [
        shopId,
        visitId,
        at,
        asked.map(({ gate }) => gate),
        asked.map(({ revision }) => revision),
        asked.map(({ endsAt }) => endsAt),
        asked.map(({ limits }) => limits.perWallet),
        asked.map(({ limits }) => limits.perToken),
        asked.map(({ limits }) => limits.total),
        asked.map(({ isWhole }) => Number(isWhole)),
        asked.map(({ gate }) => formatOpenKey({ shopId, visitId, gate })),
        wallets.map(({ gate }) => gate),
        wallets.map(({ key }) => key),
        tokens.map(({ gate }) => gate),
        tokens.map(({ key }) => key),
      ],
    )
    const answers = new Map(rows.map((row) => [Number(row.gate), parseAnswer(row)]))
    const ordered = wants.map(({ gate }) => answers.get(gate) ?? null)
    return ordered.every((answer) => answer !== null) ? ordered : null
  } catch (error) {
    if (isContended(error)) return null
    throw error
  }
}

function parseAnswer(row: HotRow): ReservationAnswer | null {
  const gate = Number(row.gate) as GateNumber
  if (row.used_up === 'gone') return { gate, kind: 'gone' }
  if (row.used_up === 'wallet-place' || row.used_up === 'token-place') {
    const by = row.used_up === 'wallet-place' ? 'wallet' : 'token'
    return { gate, kind: 'place-taken', by, heldUntil: Number(row.held_until) }
  }
  if (row.used_up !== null) return { gate, kind: 'used-up', limit: row.used_up as ReservationUnit['kind'] }
  if (row.reservation_id === null) return null
  return {
    gate,
    kind: 'reserved',
    reservationId: BigInt(String(row.reservation_id)),
    units: parseUnits(row.units),
  }
}
