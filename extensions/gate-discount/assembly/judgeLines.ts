import { powerOfTen, readDecimal, scale } from "../../proof-check/assembly/decimal"
import { Entry } from "../../proof-check/assembly/entry"
import { markAt, readMarks } from "../../proof-check/assembly/marks"
import { lineAt, lineCount, valueKey } from "../../proof-check/assembly/openGates"
import { intern, isObject, prop, propNamed, readPositive, readText, textLength, Value } from "../../proof-check/assembly/value"
import { readDecimals } from "./currency"
import { chosenAt, chosenCount, PERCENT, PERCENT_OF_ORDER, FIXED_OF_ORDER } from "./entries"
import { reserveCandidate, reserveTarget } from "./budget"

/* Each line, in cart order, takes one entry: the largest amount per item, ties to the lowest gate. */

const ID_MAX = 255
const PRICE_MAX = 32
/** p counts in 1/100 %. */
const HUNDREDTHS_OF_PERCENT = 4

const everywhere = memory.data(224, 8)
const ids = memory.data(8000, 8)
const quantities = memory.data(4000, 8)
const nexts = memory.data(4000, 8)
const text = memory.data(40, 8)

let everywhereCount = 0
let best: i32 = -1
let bestAmount: i64 = -1
let line: Value = 0
let mantissa: i64 = -2
let divisor: u64 = 1

export let merchandiseKey = 0
export let productKey = 0

/** Answer the id, the units (0 = all) and the next line of a line that took an entry. */
@inline
export function takenId(rank: i32): Value {
  return load<i64>(ids + (<usize>rank << 3))
}

@inline
export function takenUnits(rank: i32): i32 {
  return load<i32>(quantities + (<usize>rank << 2))
}

@inline
export function nextTaken(rank: i32): i32 {
  return load<i32>(nexts + (<usize>rank << 2))
}

/** Let each line take its entry, and note the order entries whose gate a line carries. */
export function judgeLines(): void {
  merchandiseKey = intern("merchandise")
  productKey = intern("product")
  const gatesKey = intern("gates")
  const idKey = intern("id")
  for (let i = 0; i < chosenCount; i++) {
    if (chosenAt(i).isEverywhere) store<u32>(everywhere + (<usize>(everywhereCount++) << 2), i)
  }
  for (let rank = 0; rank < lineCount; rank++) {
    line = lineAt(rank)
    const merchandise = prop(line, merchandiseKey)
    const product = prop(merchandise, productKey)
    if (!isObject(product)) continue
    best = -1
    mantissa = -2
    for (let i = 0; i < everywhereCount; i++) consider(load<u32>(everywhere + (<usize>i << 2)))
    considerMarks(prop(product, gatesKey))
    considerMarks(prop(merchandise, gatesKey))
    if (best >= 0) take(rank, chosenAt(best), prop(line, idKey))
  }
}

function considerMarks(field: Value): void {
  const count = readMarks(prop(field, valueKey))
  let index = 0
  for (let i = 0; i < count; i++) {
    const gate = markAt(i)
    while (index < chosenCount && chosenAt(index).gate < gate) index++
    if (index == chosenCount) return
    if (chosenAt(index).gate == gate) consider(index)
  }
}

function consider(index: i32): void {
  const entry = chosenAt(index)
  if (entry.kind == PERCENT_OF_ORDER || entry.kind == FIXED_OF_ORDER) {
    entry.isPresent = true
    return
  }
  if (index == best || (entry.cap && entry.used == entry.cap)) return
  // Most lines have one entry to choose from; only a choice needs the price.
  if (best < 0) {
    best = index
    bestAmount = -1
    return
  }
  if (bestAmount < 0) bestAmount = amountOf(chosenAt(best))
  const amount = amountOf(entry)
  if (amount > bestAmount || (amount == bestAmount && index < best)) {
    best = index
    bestAmount = amount
  }
}

function amountOf(entry: Entry): i64 {
  if (entry.kind != PERCENT) return entry.minor
  if (mantissa == -2) readPrice()
  return mantissa < 0 ? 0 : <i64>((<u64>mantissa * entry.amount) / divisor)
}

function readPrice(): void {
  const amount = propNamed(propNamed(propNamed(line, "cost"), "amountPerQuantity"), "amount")
  const decimals = readDecimals()
  mantissa = decimals < 0 ? -1 : readDecimal(text, readText(amount, text, PRICE_MAX))
  if (mantissa >= 0) divisor = powerOfTen(scale + HUNDREDTHS_OF_PERCENT - decimals)
}

function take(rank: i32, entry: Entry, id: Value): void {
  const length = textLength(id)
  if (length < 1 || length > ID_MAX) return
  let units = 0
  let taken = 0
  if (entry.cap) {
    taken = readPositive(propNamed(line, "quantity"))
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
