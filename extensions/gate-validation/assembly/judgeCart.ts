import { Entry } from "../../proof-check/assembly/entry"
import { inputReadUtf8Str } from "../../proof-check/assembly/host"
import { findNamed } from "../../proof-check/assembly/named"
import { entryAt, lineAt, lineCount, LINES_MAX, openCount, valueKey } from "../../proof-check/assembly/openGates"
import { countOf } from "../../proof-check/assembly/scan"
import {
  countItems,
  intern,
  isArray,
  isNull,
  isObject,
  isText,
  prop,
  propNamed,
  readBool,
  readPositive,
  textLength,
  Value,
} from "../../proof-check/assembly/value"
import { isEverywhereExclusive, isLifted } from "./gates"

/*
 * Each line, in cart order, needs one of its exclusive gates to open it, the lowest first. What cannot be read
 * is refused: a line is let through only when all that says what it is was read.
 */

const MARKS_MAX_BYTES = 80
const GATE_MAX: usize = 6
const SPACE: u8 = 0x20
const STAR: u8 = 0x2a

/** Why a cart is refused, one bit each, in the order in which the buyer is told. */
export const NEEDS_TOKEN = 1
export const TOO_MANY = 2
export const NOT_READY = 4

const text = memory.data(96, 16)

let quantityKey = 0
let reasons = 0

// What is known of the line that is looked at.
let hasStar = false
let isExclusive = false
let isCapped = false
let best: Entry | null = null
/** -1 while it was not read. */
let units = -1

/** Judge the cart; answers the reasons to refuse it, 0 when there are none. */
export function judgeCart(input: Value, isReadable: bool): i32 {
  const lines = propNamed(propNamed(input, "cart"), "lines")
  if (!isArray(lines) || countItems(lines, i32.MAX_VALUE) > LINES_MAX) return NOT_READY
  const merchandiseKey = intern("merchandise")
  const productKey = intern("product")
  const typeKey = intern("__typename")
  const gatesKey = intern("gates")
  const collectionKey = intern("inExclusiveCollection")
  quantityKey = intern("quantity")
  for (let rank = 0; rank < lineCount; rank++) {
    const line = lineAt(rank)
    const merchandise = prop(line, merchandiseKey)
    const product = prop(merchandise, productKey)
    if (!isObject(product)) {
      if (!isText(prop(merchandise, typeKey), "CustomProduct")) reasons |= NOT_READY
      continue
    }
    startLine(line)
    if (!isReadable || !readMarks(prop(product, gatesKey), line) || !readMarks(prop(merchandise, gatesKey), line)) {
      reasons |= NOT_READY
    } else if (isExclusive) {
      if (!best) reasons |= isCapped ? TOO_MANY : NEEDS_TOKEN
      else if (best!.cap) best!.used += units
    } else if (!hasStar && readBool(prop(merchandise, collectionKey)) != 0) {
      reasons |= NOT_READY
    }
  }
  return reasons
}

function startLine(line: Value): void {
  hasStar = false
  isCapped = false
  best = null
  units = -1
  isExclusive = isEverywhereExclusive
  if (!isExclusive) return
  for (let i = 0; i < openCount && !best; i++) {
    const entry = entryAt(i)
    if (entry.named.isEverywhereExclusive) consider(entry, line)
  }
}

// One space between the gates and none around them; an exclusive one has its star.
function readMarks(field: Value, line: Value): bool {
  if (isNull(field)) return true
  // Of what is no object the host answers an error, which is no text.
  const value = prop(field, valueKey)
  const length = textLength(value)
  if (length < 0 || length > MARKS_MAX_BYTES) return false
  if (!length) return true
  inputReadUtf8Str(i32(value), text, length)
  const end = text + length
  store<u8>(end, 0)
  let at = text
  while (true) {
    const start = at
    let gate = countOf(at)
    if (gate < 2) return false
    let count: u32 = 0
    while ((count = countOf(++at))) gate = gate * 37 + count
    if (at - start > GATE_MAX) return false
    if (load<u8>(at) == STAR) {
      noteExclusive(gate, line)
      at++
    }
    if (at == end) return true
    if (load<u8>(at++) != SPACE) return false
  }
}

function noteExclusive(gate: u32, line: Value): void {
  hasStar = true
  if (isLifted(gate)) return
  isExclusive = true
  const named = findNamed(gate)
  if (named && named.decided) consider(changetype<Entry>(<usize>named.decided), line)
}

function consider(entry: Entry, line: Value): void {
  if (!entry.isExclusive || (best && best!.gate <= entry.gate)) return
  if (entry.cap) {
    if (units < 0) units = readPositive(prop(line, quantityKey))
    if (!units || <u32>units > entry.cap - entry.used) {
      isCapped = true
      return
    }
  }
  best = entry
}
