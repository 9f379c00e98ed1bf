import { profile } from "../../proof-check/assembly/config"
import { multiplyAndShift, readDecimal, scale } from "../../proof-check/assembly/decimal"
import { Entry } from "../../proof-check/assembly/entry"
import { entryAt, openCount } from "../../proof-check/assembly/openGates"
import { listenFor, prepareMarks } from "../../proof-check/assembly/marks"
import { countItems, itemAt, propNamed, readText, Value } from "../../proof-check/assembly/value"
import { readDecimals } from "./currency"
import { addRung, closeLadder } from "./ladder"

/* The entries that this discount may give: its own profile, its own classes. */

const CLASSES_MAX = 8
const TEXT_MAX = 32
/** f and r count in 1/1000 of the shop's unit. */
const THOUSANDTHS = 3

export const PERCENT: u8 = 0x70
export const PERCENT_OF_ORDER: u8 = 0x71
export const FIXED: u8 = 0x66
export const FIXED_OF_ORDER: u8 = 0x72

const chosen = memory.data(224, 8)
const text = memory.data(40, 8)

/** Percentages, and fixed amounts per item, by size. */
export const percentLadder = memory.data(1024, 16)
export const fixedLadder = memory.data(1024, 16)
let percentCount = 0
let fixedCount = 0

/** How many entries this discount may give. */
export let chosenCount = 0
/** Which bits stand for percentages, for fixed amounts, and for entries whose gate is on all products. */
export let percentBits: u64 = 0
export let fixedBits: u64 = 0
export let everywhereBits: u64 = 0

/** Answer one of the entries that this discount may give, ascending by gate: bit n of a line's marks is entry n. */
@inline
export function chosenAt(index: i32): Entry {
  return changetype<Entry>(<usize>load<u32>(chosen + (<usize>index << 2)))
}

/** Choose the entries that this discount may give; false when there are none. */
export function chooseEntries(input: Value): bool {
  const discount = propNamed(input, "discount")
  const classes = propNamed(discount, "discountClasses")
  const count = countItems(classes, CLASSES_MAX)
  let givesProducts = false
  let givesOrders = false
  for (let i = 0; i < count; i++) {
    const length = readText(itemAt(classes, i), text, TEXT_MAX)
    if (length == 7 && load<u32>(text) == 0x444f5250 && load<u32>(text, 3) == 0x54435544) givesProducts = true
    if (length == 5 && load<u32>(text) == 0x4544524f && load<u8>(text, 4) == 0x52) givesOrders = true
  }
  let rate: i64 = -1
  let exponent = 0
  for (let i = 0; i < openCount; i++) {
    const entry = entryAt(i)
    const kind = entry.kind
    entry.minor = entry.amount
    if (!kind || entry.profile != profile) continue
    if (!(kind == PERCENT || kind == FIXED ? givesProducts : givesOrders)) continue
    if (kind == FIXED || kind == FIXED_OF_ORDER) {
      if (rate < 0) {
        const decimals = readDecimals()
        if (decimals < 0) continue
        rate = readDecimal(text, readText(propNamed(input, "presentmentCurrencyRate"), text, TEXT_MAX))
        if (rate < 0) continue
        exponent = THOUSANDTHS + scale - decimals
      }
      entry.minor = multiplyAndShift(entry.amount, rate, exponent)
      if (!entry.minor) continue
    }
    choose(entry)
  }
  closeLadder(percentLadder, percentCount)
  closeLadder(fixedLadder, fixedCount)
  if (!chosenCount) return false
  prepareMarks()
  return true
}

function choose(entry: Entry): void {
  const bit: u64 = (<u64>1) << chosenCount
  store<u32>(chosen + (<usize>(chosenCount++) << 2), <u32>changetype<usize>(entry))
  listenFor(entry.spelled, entry.length)
  if (entry.named.isEverywhere) everywhereBits |= bit
  if (entry.kind == PERCENT) {
    percentBits |= bit
    addRung(percentLadder, percentCount++, entry.amount, bit)
  } else if (entry.kind == FIXED) {
    fixedBits |= bit
    addRung(fixedLadder, fixedCount++, entry.minor, bit)
  }
}
