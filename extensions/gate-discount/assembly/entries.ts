import { profile } from "../../proof-check/assembly/config"
import { multiplyAndShift } from "../../proof-check/assembly/decimal"
import { Entry } from "../../proof-check/assembly/entry"
import { entryAt, openCount } from "../../proof-check/assembly/openGates"
import { listenFor, startMarks } from "../../proof-check/assembly/marks"
import { readNamedProp, Value } from "../../proof-check/assembly/value"
import { givesOrders, givesProducts, readClasses } from "./classes"
import { readDecimals } from "./currency"
import { addRung, closeLadder } from "./ladder"
import { rateScale, readRate } from "./rate"

/* The entries that this discount may give: those of its own profile and classes. */

/** Decimals of amounts f and r, which are in 1/1000 of the shop's unit. */
const THOUSANDTHS = 3

export const PERCENT: u8 = 0x70
export const PERCENT_OF_ORDER: u8 = 0x71
export const FIXED: u8 = 0x66
export const FIXED_OF_ORDER: u8 = 0x72

const chosen = memory.data(224, 8)

/** Percentages, and fixed amounts per item, sorted by size. */
export const percentLadder = memory.data(1024, 16)
export const fixedLadder = memory.data(1024, 16)
let percentCount = 0
let fixedCount = 0
let lastBit: u64 = 0

/** How many entries this discount may give. */
export let chosenCount = 0
/** The bits of percentages, of fixed amounts, and of entries whose gate is on all products. */
export let percentBits: u64 = 0
export let fixedBits: u64 = 0
export let everywhereBits: u64 = 0

/** Answer one of the chosen entries, ascending by gate: bit n of a line's marks is entry n. */
@inline
export function chosenAt(index: i32): Entry {
  return changetype<Entry>(<usize>load<u32>(chosen + (<usize>index << 2)))
}

/** Choose the entries that this discount may give; false if there are none. */
export function chooseEntries(input: Value): bool {
  readClasses(input)
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
        rate = readRate(readNamedProp(input, "presentmentCurrencyRate"))
        if (rate < 0) continue
        exponent = THOUSANDTHS + rateScale - decimals
      }
      entry.minor = multiplyAndShift(entry.amount, rate, exponent)
      if (!entry.minor) continue
    }
    choose(entry)
    if (kind == PERCENT) {
      percentBits |= lastBit
      addRung(percentLadder, percentCount++, entry.amount, lastBit)
    } else if (kind == FIXED) {
      fixedBits |= lastBit
      addRung(fixedLadder, fixedCount++, entry.minor, lastBit)
    }
  }
  closeLadder(percentLadder, percentCount)
  closeLadder(fixedLadder, fixedCount)
  if (!chosenCount) return false
  startMarks()
  return true
}

/** Choose the entries whose free shipping this discount may give; false if there are none. */
export function chooseFreeShipping(): bool {
  for (let i = 0; i < openCount; i++) {
    const entry = entryAt(i)
    if (entry.isShippingFree && entry.profile == profile) choose(entry)
  }
  if (!chosenCount) return false
  startMarks()
  return true
}

function choose(entry: Entry): void {
  lastBit = (<u64>1) << chosenCount
  store<u32>(chosen + (<usize>(chosenCount++) << 2), <u32>changetype<usize>(entry))
  listenFor(entry.spelled, entry.length)
  if (entry.named.isEverywhere) everywhereBits |= lastBit
}
