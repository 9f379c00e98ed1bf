import { entryOf } from './kinds/table.ts'
import type { Condition } from './types.ts'

/** Whether a condition asks for the smallest part of a coin. Merchants mean any amount by that, not the number. */
export function isAnyAmount(condition: Condition): boolean {
  if (!('minimum' in condition) || condition.minimum !== 1n) return false
  return entryOf(condition).decimalsOf(condition) > 0
}
