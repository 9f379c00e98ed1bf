import { lineCount } from "../../proof-check/assembly/openGates"

/*
 * An output over Shopify's limit fails the whole run, so what would not fit is left at full price:
 * 20,000 bytes to 200 lines, in proportion above. Sizes are those of the JSON text, or a little more.
 */

const BASE_BYTES = 300
const CANDIDATE_BYTES = 120
const TARGET_BYTES = 48
const EXCLUDED_BYTES = 3

let left = 0

/** Start with all that the output may hold. */
export function openBudget(): void {
  left = max(20000, lineCount * 100) - BASE_BYTES
}

/** Reserve a further target with an id of `length` bytes. */
export function reserveTarget(length: i32): bool {
  return reserve(TARGET_BYTES + length)
}

/** Reserve a candidate with its first target. */
export function reserveCandidate(length: i32): bool {
  return reserve(CANDIDATE_BYTES + TARGET_BYTES + length)
}

/** Reserve order candidates that each leave out lines whose ids have `bytes` bytes in sum. */
export function reserveOrder(candidates: i32, excluded: i32, bytes: i32): bool {
  return reserve(candidates * (CANDIDATE_BYTES + excluded * EXCLUDED_BYTES + bytes))
}

function reserve(bytes: i32): bool {
  if (bytes > left) return false
  left -= bytes
  return true
}
