import { hasLifted } from "../../proof-check/assembly/lifted"
import { isEachStarLifted, hasStar, MARKS_MAX_BYTES, readMarks, readStarredMarks } from "../../proof-check/assembly/marks"
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
import { everywhereBits, isEverywhereExclusive, openingAt, openingCount } from "./gates"

/*
 * Each line, in cart order, needs one of its exclusive gates to open it; the lowest gate is tried first. A line passes
 * only if everything that identifies it could be read; the rest is refused. A validation without any config refuses
 * lines that are marked as exclusive, and lines that cannot be read.
 */

/** The reasons to refuse a cart, one bit each, in the order of the messages. */
const NEEDS_TOKEN = 1
const TOO_MANY = 2
const NOT_READY = 4
/** The line is in an exclusive collection, and the only gates that it carries are not exclusive. */
const OTHER_GATE = 8

let quantityKey = 0
// Whether the current line has an exclusive gate that is not lifted.
let isExclusive = false

/**
 * Judge the cart by its config, which may be readable, unreadable or absent. Answers the reasons to refuse it, 0 for
 * none.
 */
export function evaluateCart(input: Value, isReadable: bool, isAbsent: bool): i32 {
  const lines = readNamedProp(readNamedProp(input, "cart"), "lines")
  if (!isArray(lines) || countItems(lines, i32.MAX_VALUE) > LINES_MAX) return NOT_READY
  const merchandiseKey = intern("merchandise")
  const productKey = intern("product")
  const gatesKey = intern("gates")
  const collectionKey = intern("inExclusiveCollection")
  quantityKey = intern("quantity")
  let reasons = 0
  for (let rank = 0; rank < lineCount; rank++) {
    const line = lineAt(rank)
    const merchandise = readProp(line, merchandiseKey)
    const product = readProp(merchandise, productKey)
    if (!isObject(product)) {
      if (!isText(readNamedProp(merchandise, "__typename"), "CustomProduct")) reasons |= NOT_READY
      continue
    }
    const field = readProp(product, gatesKey)
    const variantField = readProp(merchandise, gatesKey)
    if (!(isReadable || isAbsent) || !isMarks(field) || !isMarks(variantField)) {
      reasons |= NOT_READY
      continue
    }
    isExclusive = isEverywhereExclusive
    const openBits = everywhereBits | bitsOf(field) | bitsOf(variantField)
    if (openBits) reasons |= reserveRoom(line, openBits)
    else if (isExclusive) reasons |= isAbsent ? NOT_READY : NEEDS_TOKEN
    else if (readBool(readProp(merchandise, collectionKey)) != 0) {
      const hasOther = !isAbsent && (!isNull(field) || !isNull(variantField))
      reasons |= hasOther ? OTHER_GATE : NOT_READY
    }
  }
  return reasons
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
function reserveRoom(line: Value, openBits: u64): i32 {
  let units = -1
  for (let rest = openBits; rest; rest &= rest - 1) {
    const entry = openingAt(i32(ctz(rest)))
    if (!entry.cap) return 0
    if (units < 0) units = readPositive(readProp(line, quantityKey))
    if (units > 0 && <u32>units <= entry.cap - entry.used) {
      entry.used += units
      return 0
    }
  }
  return TOO_MANY
}
