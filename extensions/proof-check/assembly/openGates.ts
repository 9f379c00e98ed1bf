import { openConfig } from "./config"
import { readClock } from "./clock"
import { Entry, ENTRY_SIZE } from "./entry"
import { ensureGate } from "./named"
import { buyer, buyerLength, isSigned, isTimely, parseProof } from "./proof"
import { startScan } from "./scan"
import {
  believedCount,
  CARRIER_CART,
  CARRIER_LINE,
  CARRIER_PASS,
  isExhausted,
  countTextBytes,
  addText,
  textAt,
} from "./texts"
import { countItems, intern, isObject, itemAt, readProp, readNamedProp, readBool, readText, Value } from "./value"

/*
 * The first question of both Functions: which gates do the cart's proofs open? The most entries are 56: two proofs of
 * the cart with 16 each, and six of lines with 4 each. Eight proofs of lines have fewer.
 */

const ENTRIES_MAX = 56
/** Lines beyond this are ignored; Shopify's carts have at most 500. */
export const LINES_MAX = 1000
const CUSTOMER = "gid://shopify/Customer/"

const entries = memory.data(3584 + 64, 16)
const counts = memory.data(32, 4)
const order = memory.data(256, 16)
const lines = memory.data(8000, 16)
const customer = memory.data(64)

let customerLength = -1
let parsed = 0

/** The interned key `value`, through which every metafield and attribute is read. */
export let valueKey = 0
/** The number of open gates, and the number of lines in the cart. */
export let openCount = 0
export let lineCount = 0

/** Answer the entry of an open gate; entries are ascending by gate. */
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
 * Open the gates that the cart's proofs open; false if there are none. Proofs are parsed before the config is read. So
 * a cart without proofs costs least, and only the config's facts about named gates are stored.
 */
export function openGates(input: Value, owner: string): bool {
  return readProofs(input) && readConfig(input, owner) && verifyProofs()
}

/** Parse the cart's proofs and check everything that needs no config; false if no proof is left. */
export function readProofs(input: Value): bool {
  const cart = readNamedProp(input, "cart")
  addTexts(cart)
  if (!believedCount) return false
  const now = readClock(input)
  if (!now) return false
  startScan()
  for (let rank = 0; rank < believedCount; rank++) {
    const count = parse(rank, parsed, cart, now)
    store<i32>(counts + (<usize>rank << 2), count)
    parsed += count
  }
  return parsed > 0
}

/** Read the owner's config; false if it is unreadable. Call it after `readProofs` and `startScan`. */
export function readConfig(input: Value, owner: string): bool {
  return openConfig(readNamedProp(readNamedProp(readNamedProp(input, owner), "proofConfig"), "value"))
}

/** Verify the proofs with the config's keys, in order of belief, and let them decide; false if no gate is open. */
export function verifyProofs(): bool {
  for (let rank = 0, first = 0; first < parsed; rank++) {
    const end = first + load<i32>(counts + (<usize>rank << 2))
    if (canDecide(first, end) && isSigned(textAt(rank), countTextBytes(rank))) {
      for (; first < end; first++) evaluate(parsedAt(first))
    }
    first = end
  }
  return openCount > 0
}

function addTexts(cart: Value): void {
  const proof = intern("proof")
  valueKey = intern("value")
  addText(readNamedProp(readNamedProp(cart, "pass"), "value"), CARRIER_PASS)
  addText(readProp(readProp(cart, proof), valueKey), CARRIER_CART)
  const all = readNamedProp(cart, "lines")
  lineCount = countItems(all, LINES_MAX)
  for (let i = 0; i < lineCount; i++) {
    const line = itemAt(all, i)
    store<i64>(lines + (<usize>i << 3), line)
    if (isExhausted) continue
    const held = readProp(line, proof)
    if (isObject(held)) addText(readProp(held, valueKey), CARRIER_LINE)
  }
}

@inline
function parsedAt(index: i32): Entry {
  return changetype<Entry>(entries + <usize>index * ENTRY_SIZE)
}

/** Parse a text after the entries parsed so far, and check everything but its MAC; answers how many entries it adds. */
function parse(rank: i32, before: i32, cart: Value, now: u64): i32 {
  const text = textAt(rank)
  const most = load<u8>(text, 3) == CARRIER_LINE ? 4 : 16
  const start = entries + <usize>before * ENTRY_SIZE
  const count = parseProof(text, countTextBytes(rank), min(most, ENTRIES_MAX - before), start)
  if (!count || !isTimely(now) || !isBuyer(cart)) return 0
  for (let i = before; i < before + count; i++) parsedAt(i).named = ensureGate(parsedAt(i).gate)!
  return count
}

// The MAC of a proof that cannot decide for any gate is not computed.
function canDecide(first: i32, end: i32): bool {
  for (; first < end; first++) {
    const entry = parsedAt(first)
    if (!entry.named.decided && entry.revision >= entry.named.floor) return true
  }
  return false
}

// The first believed entry of a gate counts. Entries are sorted by gate, ascending.
function evaluate(entry: Entry): void {
  const named = entry.named
  if (named.decided || entry.revision < named.floor) return
  const pointer = <u32>changetype<usize>(entry)
  named.decided = pointer
  const at = order + (<usize>findEntry(entry.gate) << 2)
  memory.copy(at + 4, at, order + (<usize>openCount << 2) - at)
  store<u32>(at, pointer)
  openCount++
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
  const identity = readNamedProp(cart, "buyerIdentity")
  if (readBool(readNamedProp(identity, "isAuthenticated")) != 1) return 0
  const length = readText(readNamedProp(readNamedProp(identity, "customer"), "id"), customer, 64)
  for (let i = 0; i < CUSTOMER.length; i++) if (load<u8>(customer + i) != CUSTOMER.charCodeAt(i)) return 0
  return max(length, 0)
}

/** Answer the index of the first entry whose gate is not lower. */
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
