import { formatDecimal } from "../../proof-check/assembly/decimal"
import { Entry } from "../../proof-check/assembly/entry"
import {
  outputFinishArray,
  outputFinishObject,
  outputNewArray,
  outputNewBool,
  outputNewI32,
  outputNewInternedUtf8Str,
  outputNewObject,
  outputNewUtf8Str,
} from "../../proof-check/assembly/host"
import { lineAt, lineCount, valueKey } from "../../proof-check/assembly/openGates"
import { intern, readProp, readBool, countBytes, writeText } from "../../proof-check/assembly/value"
import { reserveOrder } from "./budget"
import { readDecimals } from "./currency"
import { chosenAt, chosenCount, fixedBits, PERCENT, PERCENT_OF_ORDER, percentBits } from "./entries"
import { merchandiseKey, findNextTaken, presentBits, productKey, readTakenId, readTakenUnits } from "./evaluateLines"
import { findNames, readName, writeName } from "./names"
import { ID_MAX, writeId } from "./writeId"

const text = memory.data(32, 8)
const excluded = memory.data(8000, 8)

let excludedCount = 0
let percent: Entry | null = null
let fixed: Entry | null = null
let idKey = 0

/** Write an output without operations. */
export function writeNothing(): void {
  outputNewObject(1)
  writeText("operations")
  outputNewArray(0)
  outputFinishArray()
  outputFinishObject()
}

/** Write the discounts that lines took, and the best discounts of the order. */
export function writeOperations(): void {
  idKey = intern("id")
  let candidates = 0
  for (let i = 0; i < chosenCount; i++) if (chosenAt(i).taken) candidates++
  const orders = chooseOrderEntries()
  // Names come last: a line that does not fit would stay at full price.
  findNames()
  outputNewObject(1)
  writeText("operations")
  outputNewArray((candidates > 0 ? 1 : 0) + (orders > 0 ? 1 : 0))
  if (candidates) writeProductDiscounts(candidates)
  if (orders) writeOrderDiscounts(orders)
  outputFinishArray()
  outputFinishObject()
}

function writeProductDiscounts(candidates: i32): void {
  const targetsKey = intern("targets")
  const cartLineKey = intern("cartLine")
  startOperation("productDiscountsAdd", "ALL", candidates)
  for (let i = 0; i < chosenCount; i++) {
    const entry = chosenAt(i)
    if (!entry.taken) continue
    startCandidate(entry)
    outputNewInternedUtf8Str(targetsKey)
    outputNewArray(entry.taken)
    for (let rank = entry.first, left = entry.taken; left > 0; left--, rank = findNextTaken(rank)) {
      const units = readTakenUnits(rank)
      outputNewObject(1)
      outputNewInternedUtf8Str(cartLineKey)
      outputNewObject(units ? 2 : 1)
      outputNewInternedUtf8Str(idKey)
      writeId(readTakenId(rank))
      if (units) {
        writeText("quantity")
        outputNewI32(units)
      }
      outputFinishObject()
      outputFinishObject()
    }
    outputFinishArray()
    outputNewInternedUtf8Str(valueKey)
    if (entry.kind == PERCENT) writePercentage(entry)
    else writeFixedAmount(entry, true)
    outputFinishObject()
  }
  finishOperation()
}

// Shopify applies only the largest order discount, so the best percentage and the best fixed amount are enough.
function chooseOrderEntries(): i32 {
  for (let rest = presentBits & ~(percentBits | fixedBits); rest; rest &= rest - 1) {
    const entry = chosenAt(i32(ctz(rest)))
    if (entry.kind == PERCENT_OF_ORDER) percent = chooseLarger(entry, percent)
    else fixed = chooseLarger(entry, fixed)
  }
  const orders = (percent ? 1 : 0) + (fixed ? 1 : 0)
  return orders && writeExcludedGiftCards(orders) ? orders : 0
}

function chooseLarger(entry: Entry, best: Entry | null): Entry {
  return best && best.minor >= entry.minor ? best : entry
}

// If a gift card cannot be excluded, the order gets no discount.
function writeExcludedGiftCards(orders: i32): bool {
  const giftCardKey = intern("isGiftCard")
  let bytes = 0
  for (let rank = 0; rank < lineCount; rank++) {
    const line = lineAt(rank)
    if (readBool(readProp(readProp(readProp(line, merchandiseKey), productKey), giftCardKey)) != 1) continue
    const id = readProp(line, idKey)
    const length = countBytes(id)
    if (length < 1 || length > ID_MAX) return false
    store<i64>(excluded + (<usize>(excludedCount++) << 3), id)
    bytes += length
  }
  return reserveOrder(orders, excludedCount, bytes)
}

function writeOrderDiscounts(orders: i32): void {
  startOperation("orderDiscountsAdd", "MAXIMUM", orders)
  if (percent) {
    startOrderCandidate(percent!)
    writePercentage(percent!)
    outputFinishObject()
  }
  if (fixed) {
    startOrderCandidate(fixed!)
    writeFixedAmount(fixed!, false)
    outputFinishObject()
  }
  finishOperation()
}

function startOrderCandidate(entry: Entry): void {
  startCandidate(entry)
  writeText("targets")
  outputNewArray(1)
  outputNewObject(1)
  writeText("orderSubtotal")
  outputNewObject(1)
  writeText("excludedCartLineIds")
  outputNewArray(excludedCount)
  for (let i = 0; i < excludedCount; i++) writeId(load<i64>(excluded + (<usize>i << 3)))
  outputFinishArray()
  outputFinishObject()
  outputFinishObject()
  outputFinishArray()
  outputNewInternedUtf8Str(valueKey)
}

function startCandidate(entry: Entry): void {
  const isNamed = readName(entry)
  outputNewObject(isNamed ? 3 : 2)
  if (isNamed) writeName()
}

function startOperation(name: string, strategy: string, candidates: i32): void {
  outputNewObject(1)
  writeText(name)
  outputNewObject(2)
  writeText("selectionStrategy")
  writeText(strategy)
  writeText("candidates")
  outputNewArray(candidates)
}

function finishOperation(): void {
  outputFinishArray()
  outputFinishObject()
  outputFinishObject()
}

function writePercentage(entry: Entry): void {
  let length = formatDecimal(entry.amount, 2, text)
  while (load<u8>(text + length - 1) == 0x30) length--
  if (load<u8>(text + length - 1) == 0x2e) length--
  outputNewObject(1)
  writeText("percentage")
  outputNewObject(1)
  outputNewInternedUtf8Str(valueKey)
  outputNewUtf8Str(text, length)
  outputFinishObject()
  outputFinishObject()
}

function writeFixedAmount(entry: Entry, isPerItem: bool): void {
  outputNewObject(1)
  writeText("fixedAmount")
  outputNewObject(isPerItem ? 2 : 1)
  writeText("amount")
  outputNewUtf8Str(text, formatDecimal(entry.minor, readDecimals(), text))
  if (isPerItem) {
    writeText("appliesToEachItem")
    outputNewBool(1)
  }
  outputFinishObject()
  outputFinishObject()
}
