import {
  everywhereCount,
  everywhereGate,
  floorCount,
  floorGate,
  floorRevision,
  openConfig,
} from "./config"
import { readClock } from "./clock"
import { Entry, ENTRY_SIZE } from "./entry"
import { buyer, buyerLength, isSigned, isTimely, parseProof } from "./proof"
import { prepareScan } from "./scan"
import { believedCount, CARRIER_CART, CARRIER_LINE, CARRIER_PASS, lengthOfText, lookAt, textAt } from "./texts"
import { ABSENT, countItems, intern, itemAt, prop, propNamed, readBool, readText, Value } from "./value"

/*
 * What both Functions ask first: which gates do the cart's proofs open?
 * Two proofs of a cart hold 16 entries at most and six of lines 4, or eight of lines: 56.
 */

const ENTRIES_MAX = 56
const LINES_MAX = 1000
const CUSTOMER = "gid://shopify/Customer/"

const entries = memory.data(3584 + 64, 16)
const order = memory.data(256, 16)
const lines = memory.data(8000, 16)
const customer = memory.data(64)

let customerLength = -1

/** The interned key `value`, which every metafield and attribute is read by. */
export let valueKey = 0
/** How many gates are open, and how many lines the cart has. */
export let openCount = 0
export let lineCount = 0

/** Answer one of the open gates' entries, ascending by gate. */
@inline
export function entryAt(index: i32): Entry {
  return changetype<Entry>(<usize>load<u32>(order + (<usize>index << 2)))
}

/** Answer one of the cart's lines. */
@inline
export function lineAt(index: i32): Value {
  return load<i64>(lines + (<usize>index << 3))
}

/**
 * Open what the cart's proofs open; false when they open nothing.
 *
 * Proofs are read before the clock and the config, so that a cart without one costs least.
 */
export function openGates(input: Value, owner: string): bool {
  const cart = propNamed(input, "cart")
  const proof = intern("proof")
  valueKey = intern("value")
  lookAt(propNamed(propNamed(cart, "pass"), "value"), CARRIER_PASS)
  lookAt(prop(prop(cart, proof), valueKey), CARRIER_CART)
  const all = propNamed(cart, "lines")
  lineCount = countItems(all, LINES_MAX)
  for (let i = 0; i < lineCount; i++) {
    const line = itemAt(all, i)
    store<i64>(lines + (<usize>i << 3), line)
    const held = prop(line, proof)
    if (held != ABSENT) lookAt(prop(held, valueKey), CARRIER_LINE)
  }
  if (!believedCount) return false
  prepareScan()
  if (!openConfig(propNamed(propNamed(propNamed(input, owner), "proofConfig"), "value"))) return false
  const now = readClock(input)
  if (!now) return false
  for (let rank = 0; rank < believedCount; rank++) believe(rank, cart, now)
  if (!openCount) return false
  dropLowRevisions()
  keepFirstOfEachGate()
  markEverywhere()
  return openCount > 0
}

function believe(rank: i32, cart: Value, now: u64): void {
  const text = textAt(rank)
  const length = lengthOfText(rank)
  const most = load<u8>(text, 3) == CARRIER_LINE ? 4 : 16
  const start = entries + <usize>openCount * ENTRY_SIZE
  const count = parseProof(text, length, min(most, ENTRIES_MAX - openCount), start)
  if (!count || !isTimely(now) || !isBuyer(cart) || !isSigned(text, length)) return
  for (let i = 0; i < count; i++) insert(<u32>(start + <usize>i * ENTRY_SIZE))
}

// Ascending by gate, and among equals in order of belief.
function insert(pointer: u32): void {
  const gate = changetype<Entry>(<usize>pointer).gate
  let at = openCount++
  for (; at > 0 && entryAt(at - 1).gate > gate; at--) {
    store<u32>(order + (<usize>at << 2), load<u32>(order + (<usize>(at - 1) << 2)))
  }
  store<u32>(order + (<usize>at << 2), pointer)
}

function isBuyer(cart: Value): bool {
  if (load<u8>(buyer) == 0x30) return true
  if (customerLength < 0) customerLength = readCustomer(cart)
  if (customerLength != CUSTOMER.length + buyerLength) return false
  for (let i = 0; i < buyerLength; i++) {
    if (load<u8>(customer + CUSTOMER.length + i) != load<u8>(buyer + i)) return false
  }
  return true
}

function readCustomer(cart: Value): i32 {
  const identity = propNamed(cart, "buyerIdentity")
  if (readBool(propNamed(identity, "isAuthenticated")) != 1) return 0
  const length = readText(propNamed(propNamed(identity, "customer"), "id"), customer, 64)
  for (let i = 0; i < CUSTOMER.length; i++) if (load<u8>(customer + i) != CUSTOMER.charCodeAt(i)) return 0
  return max(length, 0)
}

function dropLowRevisions(): void {
  for (let i = 0; i < floorCount; i++) {
    const gate = floorGate(i)
    for (let at = findEntry(gate); at < openCount && entryAt(at).gate == gate; at++) {
      if (entryAt(at).revision < floorRevision(i)) entryAt(at).isDropped = true
    }
  }
}

function keepFirstOfEachGate(): void {
  let kept = 0
  let before: u32 = 0
  for (let i = 0; i < openCount; i++) {
    const entry = entryAt(i)
    if (entry.isDropped || entry.gate == before) continue
    before = entry.gate
    store<u32>(order + (<usize>(kept++) << 2), <u32>changetype<usize>(entry))
  }
  openCount = kept
}

function markEverywhere(): void {
  for (let i = 0; i < everywhereCount; i++) {
    const at = findEntry(everywhereGate(i))
    if (at < openCount && entryAt(at).gate == everywhereGate(i)) entryAt(at).isEverywhere = true
  }
}

/** Answer the rank of the first entry whose gate is not lower. */
function findEntry(gate: u32): i32 {
  let low = 0
  let high = openCount
  while (low < high) {
    const middle = (low + high) >> 1
    if (entryAt(middle).gate < gate) low = middle + 1
    else high = middle
  }
  return low
}
