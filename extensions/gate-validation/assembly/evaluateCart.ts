import { hasHindrance, hasLifted } from "../../proof-check/assembly/standings"
import { findHindrance, isEachStarLifted, hasStar, MARKS_MAX_BYTES, readMarks, readStarredMarks } from "../../proof-check/assembly/marks"
import { lineAt, lineCount, LINES_MAX, valueKey } from "../../proof-check/assembly/openGates"
import {
  countItems,
  intern,
  isArray,
  isNull,
  isObject,
  isText,
  readProp,
  readNamedProp,
  readBool,
  readPositive,
  countBytes,
  Value,
} from "../../proof-check/assembly/value"
import { everywhereBits, hindranceEverywhere, isEverywhereExclusive, MOST, openingAt, openingCount } from "./gates"
import { addRefusal, NEEDS_TOKEN, NOT_READY, OTHER_GATE, TOO_MANY } from "./refusals"

/*
 * Each line, in cart order, needs one of its exclusive gates to open it; the lowest gate is tried first. A line passes
 * only if everything that identifies it could be read; the rest is refused. A validation without any config refuses
 * lines that are marked as exclusive, and lines that cannot be read.
 */

let quantityKey = 0
// Whether the current line has an exclusive gate that is not lifted.
let isExclusive = false

/** Judge the cart by its config, which may be readable, unreadable or absent: add each refusal, in the order of lines. */
export function evaluateCart(input: Value, isReadable: bool, isAbsent: bool): void {
  const lines = readNamedProp(readNamedProp(input, "cart"), "lines")
  if (!isArray(lines) || countItems(lines, i32.MAX_VALUE) > LINES_MAX) {
    addRefusal(NOT_READY, 0)
    return
  }
  const merchandiseKey = intern("merchandise")
  const productKey = intern("product")
  const titleKey = intern("title")
  const gatesKey = intern("gates")
  const collectionKey = intern("inExclusiveCollection")
  quantityKey = intern("quantity")
  for (let rank = 0; rank < lineCount; rank++) {
    const line = lineAt(rank)
    const merchandise = readProp(line, merchandiseKey)
    const product = readProp(merchandise, productKey)
    if (!isObject(product)) {
      const isCustom = isText(readNamedProp(merchandise, "__typename"), "CustomProduct")
      if (!isCustom && addRefusal(NOT_READY, 0)) return
      continue
    }
    const field = readProp(product, gatesKey)
    const variantField = readProp(merchandise, gatesKey)
    let reason = -1
    if (!(isReadable || isAbsent) || !isMarks(field) || !isMarks(variantField)) reason = NOT_READY
    else {
      isExclusive = isEverywhereExclusive
      const openBits = everywhereBits | bitsOf(field) | bitsOf(variantField)
      if (openBits) {
        if (!reserveRoom(line, openBits)) reason = TOO_MANY
      } else if (isExclusive) reason = isAbsent ? NOT_READY : findReason(field, variantField)
      else if (readBool(readProp(merchandise, collectionKey)) != 0) {
        const hasOther = !isAbsent && (!isNull(field) || !isNull(variantField))
        reason = hasOther ? OTHER_GATE : NOT_READY
      }
    }
    if (reason >= 0 && addRefusal(reason, readProp(product, titleKey))) return
  }
}

// Why nobody can open the exclusive gates of a line now; NEEDS_TOKEN if a wallet may open one of them.
@inline
function findReason(field: Value, variantField: Value): i32 {
  if (!hasHindrance()) return NEEDS_TOKEN
  let least = hindranceEverywhere
  if (!isNull(field)) {
    readStarredMarks(readProp(field, valueKey))
    least = findHindrance(least)
  }
  if (!isNull(variantField)) {
    readStarredMarks(readProp(variantField, valueKey))
    least = findHindrance(least)
  }
  // A list is a bit, and the reasons follow in the same order: not begun, paused, used up, ended.
  return least && least < MOST ? NEEDS_TOKEN + i32(ctz(least)) : NEEDS_TOKEN
}

@inline
function isMarks(field: Value): bool {
  return isNull(field) || <u32>countBytes(readProp(field, valueKey)) <= <u32>MARKS_MAX_BYTES
}

// If no entry opens the line, its stars count: each is an exclusive gate unless it is lifted.
@inline
function bitsOf(field: Value): u64 {
  if (isNull(field)) return 0
  const value = readProp(field, valueKey)
  const bits = openingCount ? readMarks(value) : 0
  if (bits) return bits
  readStarredMarks(value)
  if (!isExclusive && hasStar()) isExclusive = !hasLifted() || !isEachStarLifted()
  return 0
}

// One gate must have room for the whole line.
function reserveRoom(line: Value, openBits: u64): bool {
  let units = -1
  for (let rest = openBits; rest; rest &= rest - 1) {
    const entry = openingAt(i32(ctz(rest)))
    if (!entry.cap) return true
    if (units < 0) units = readPositive(readProp(line, quantityKey))
    if (units > 0 && <u32>units <= entry.cap - entry.used) {
      entry.used += units
      return true
    }
  }
  return false
}
