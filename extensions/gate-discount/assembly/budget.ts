import { lineCount } from "../../proof-check/assembly/openGates"

/*
 * Shopify fails the whole run if the output is over its limit, so lines that do not fit stay at full price. The limit
 * is 20,000 bytes up to 200 lines, and in proportion above. Sizes are those of the JSON text, or slightly more.
 */

const BASE_BYTES = 300
const CANDIDATE_BYTES = 120
const TARGET_BYTES = 48
const EXCLUDED_BYTES = 3
const NAME_BYTES = 14

let left = 0

/** Reset the budget to the output's limit. */
export function openBudget(): void {
  left = max(20000, lineCount * 100) - BASE_BYTES
}

/** Reserve bytes for a further target whose id has `length` bytes. */
export function reserveTarget(length: i32): bool {
  return reserve(TARGET_BYTES + length)
}

/** Reserve bytes for a candidate and its first target, whose id has `length` bytes. */
export function reserveCandidate(length: i32): bool {
  return reserve(CANDIDATE_BYTES + TARGET_BYTES + length)
}

/** Reserve bytes for order candidates. Each excludes `excluded` lines, whose ids have `bytes` bytes in total. */
export function reserveOrder(candidates: i32, excluded: i32, bytes: i32): bool {
  return reserve(candidates * (CANDIDATE_BYTES + excluded * EXCLUDED_BYTES + bytes))
}

/** Reserve bytes for a candidate's name of `length` bytes, each of which may be written as two. */
export function reserveName(length: i32): bool {
  return reserve(NAME_BYTES + 2 * length)
}

function reserve(bytes: i32): bool {
  if (bytes > left) return false
  left -= bytes
  return true
}
