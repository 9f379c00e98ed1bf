import type { TokenRange } from './tokenRange.ts'

/** Count the ids in ranges that do not overlap. */
export function countIds(ranges: readonly TokenRange[]): bigint {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n)
}
