import { readDecimal, scale } from "../../proof-check/assembly/decimal"
import { powerOfTen } from "../../proof-check/assembly/digits"
import { Entry } from "../../proof-check/assembly/entry"
import { inputReadUtf8Str } from "../../proof-check/assembly/host"
import { readMarks } from "../../proof-check/assembly/marks"
import { lineAt, lineCount, valueKey } from "../../proof-check/assembly/openGates"
import { intern, isObject, countBytesWithin, readProp, readPositive, Value } from "../../proof-check/assembly/value"
import { openBudget, reserveCandidate, reserveTarget } from "./budget"
import { readDecimals } from "./currency"
import {
  chosenAt,
  everywhereBits,
  fixedBits,
  fixedLadder,
  percentBits,
  percentLadder,
} from "./entries"
import { amountAt, findBestRung, bitsDownTo, findLastAtLeast } from "./ladder"
import { ID_MAX } from "./writeId"

/* Each line, in cart order, takes one entry: the largest amount per item; among equal amounts the lowest gate. */

const PRICE_MAX = 32
/** Decimals of p, which is in 1/100 %. */
const HUNDREDTHS_OF_PERCENT = 4

const ids = memory.data(8000, 8)
const quantities = memory.data(4000, 8)
const nexts = memory.data(4000, 8)
const text = memory.data(40, 8)

let mantissa: i64 = 0
let divisor: u64 = 1
let costKey = -1
let perQuantityKey = 0
let amountKey = 0
let quantityKey = 0

export let merchandiseKey = 0
export let productKey = 0
/** The entries whose gate a line carries; bits of all lines together. */
export let presentBits: u64 = 0

/** Answer the id of a line that took an entry. */
@inline
export function readTakenId(rank: i32): Value {
  return load<i64>(ids + (<usize>rank << 3))
}

/** Answer how many units of a line took its entry; 0 means all. */
@inline
export function readTakenUnits(rank: i32): i32 {
  return load<i32>(quantities + (<usize>rank << 2))
}

/** Answer the next line that took the same entry. */
@inline
export function findNextTaken(rank: i32): i32 {
  return load<i32>(nexts + (<usize>rank << 2))
}

/** Let each line take its entry, and collect the entries whose gate any line carries. */
export function evaluateLines(): void {
  merchandiseKey = intern("merchandise")
  productKey = intern("product")
  const gatesKey = intern("gates")
  const idKey = intern("id")
  quantityKey = intern("quantity")
  openBudget()
  let withRoom = percentBits | fixedBits
  for (let rank = 0; rank < lineCount; rank++) {
    const line = lineAt(rank)
    const merchandise = readProp(line, merchandiseKey)
    const product = readProp(merchandise, productKey)
    if (!isObject(product)) continue
    const carried =
      everywhereBits | marksOf(readProp(product, gatesKey)) | marksOf(readProp(merchandise, gatesKey))
    presentBits |= carried
    const open = carried & withRoom
    if (!open) continue
    // Most lines have one entry to choose from, and then the price is not read.
    const bit = open & (open - 1) ? chooseBest(line, open & percentBits, open & fixedBits) : i32(ctz(open))
    const entry = chosenAt(bit)
    addTaken(rank, line, entry, readProp(line, idKey))
    if (entry.cap && entry.used == entry.cap) withRoom &= ~((<u64>1) << bit)
  }
}

/** Find the chosen entries whose gate the first line of them carries; 0 if no line carries one. */
export function findSubject(): u64 {
  merchandiseKey = intern("merchandise")
  productKey = intern("product")
  const gatesKey = intern("gates")
  for (let rank = 0; rank < lineCount; rank++) {
    const merchandise = readProp(lineAt(rank), merchandiseKey)
    const product = readProp(merchandise, productKey)
    if (!isObject(product)) continue
    const carried =
      everywhereBits | marksOf(readProp(product, gatesKey)) | marksOf(readProp(merchandise, gatesKey))
    if (carried) return carried
  }
  return 0
}

@inline
function marksOf(field: Value): u64 {
  return isObject(field) ? readMarks(readProp(field, valueKey)) : 0
}

function chooseBest(line: Value, percents: u64, fixed: u64): i32 {
  const fixedRung = fixed ? findBestRung(fixedLadder, fixed) : 0
  const bestFixed = fixed ? i32(ctz(bitsDownTo(fixedRung) & fixed)) : 0
  if (!percents) return bestFixed
  readPrice(line)
  const amount = mantissa ? amountOf(amountAt(findBestRung(percentLadder, percents))) : 0
  // A lower percentage may truncate to the same amount; then the lowest gate wins.
  const ties = amount ? bitsDownTo(findLastAtLeast(percentLadder, findLeastPercent(amount))) & percents : percents
  const best = i32(ctz(ties))
  if (!fixed) return best
  const other = amountAt(fixedRung)
  if (other == amount) return min(best, bestFixed)
  return other > amount ? bestFixed : best
}

@inline
function amountOf(percent: u64): u64 {
  return (<u64>mantissa * percent) / divisor
}

/** Answer the smallest percentage that gives at least `amount`, which is above 0. */
@inline
function findLeastPercent(amount: u64): u64 {
  return (amount * divisor + <u64>mantissa - 1) / <u64>mantissa
}

function readPrice(line: Value): void {
  if (costKey < 0) {
    costKey = intern("cost")
    perQuantityKey = intern("amountPerQuantity")
    amountKey = intern("amount")
  }
  mantissa = 0
  const decimals = readDecimals()
  if (decimals < 0) return
  const amount = readProp(readProp(readProp(line, costKey), perQuantityKey), amountKey)
  const length = countBytesWithin(amount)
  if (<u32>length - 1 >= <u32>PRICE_MAX) return
  inputReadUtf8Str(i32(amount), text, length)
  const number = readDecimal(text, length)
  if (number < 0) return
  mantissa = number
  divisor = powerOfTen(scale + HUNDREDTHS_OF_PERCENT - decimals)
}

function addTaken(rank: i32, line: Value, entry: Entry, id: Value): void {
  const length = countBytesWithin(id)
  if (<u32>length - 1 >= <u32>ID_MAX) return
  let units = 0
  let taken = 0
  if (entry.cap) {
    taken = readPositive(readProp(line, quantityKey))
    if (!taken) return
    const room = entry.cap - entry.used
    if (<u32>taken > room) taken = units = room
  }
  if (!(entry.taken ? reserveTarget(length) : reserveCandidate(length))) return
  entry.used += taken
  store<i64>(ids + (<usize>rank << 3), id)
  store<i32>(quantities + (<usize>rank << 2), units)
  if (entry.taken) store<i32>(nexts + (<usize>entry.last << 2), rank)
  else entry.first = rank
  entry.last = rank
  entry.taken++
}
