import type { GateNumber, ShopId } from '../../core/gate/types.ts'
import type { ReservationAnswer, ReservationUnit, ReservationWant } from '../../core/redemption/types.ts'
import type { Database, HotRow } from '../database.ts'
import { formatOpenKey } from './formatOpenKey.ts'
import { formatReserveSql } from './formatReserveSql.ts'
import { isContended } from './isContended.ts'

export type ReserveUnitsParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly visitId: string
  readonly wants: readonly ReservationWant[]
  /** Unix seconds. */
  readonly at: number
}

/** More than any crowd needs: each time somebody else has taken something, and what there is is bounded. */
const MOST_ATTEMPTS = 200

const FIRST = formatReserveSql({ waits: false })
// Who lost a race looks at each place that somebody holds, and waits until it is known whether it was taken.
const AGAIN = formatReserveSql({ waits: true })

/**
 * Take a use of each gate for a visit, in one statement; answers in the order asked.
 *
 * What the keys of `redemption`, `total_slot` and `open_place` refuse was taken by somebody else meanwhile: then it is asked again.
 */
export async function reserveUnits(parameters: ReserveUnitsParameters): Promise<ReservationAnswer[]> {
  const { wants } = parameters
  if (wants.length === 0) return []
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const answers = await askOnce({ ...parameters, attempt })
    if (answers) return answers
  }
  throw new Error('A use could not be reserved: others were faster each time.')
}

/** Null when somebody else was in the way. */
async function askOnce(
  parameters: ReserveUnitsParameters & { attempt: number },
): Promise<ReservationAnswer[] | null> {
  const { db, shopId, visitId, wants, at, attempt } = parameters
  const isFirst = attempt === 0
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
    units: row.units as ReservationUnit[],
  }
}
