import { fieldsOf, readFields, readList, readText, readWord, unreadable } from '../stored/fields.ts'
import type { ReservationUnit } from './types.ts'

const UNIT = fieldsOf<ReservationUnit>({ kind: 'always', key: 'always', slot: 'always' })
const KINDS = { wallet: true, token: true, total: true } as const satisfies Record<
  ReservationUnit['kind'],
  true
>

/**
 * Parse the column `units` of a reservation. A list is version 1: a later version would be an object with its `v`.
 * @throws {SetupError} ERR_STORED_INVALID
 */
export function parseUnits(value: unknown): ReservationUnit[] {
  return readList(value, 'units', (unit) => {
    const { kind, key, slot } = readFields(unit, 'units', UNIT)
    return {
      kind: readWord(kind, 'units.kind', KINDS),
      key: readText(key, 'units.key'),
      slot: readSlot(slot),
    }
  })
}

/** Slots below 1 are owed: the limit was lowered below the number of uses. */
function readSlot(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw unreadable('units.slot', 'is not a whole number')
}
