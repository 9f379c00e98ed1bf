import { findKey } from "./config"
import { Entry, ENTRY_SIZE } from "./entry"
import { isHex } from "./hex"
import { isMac } from "./hmac"
import { next, parseGate, parseNumber } from "./scan"

/* The proof, version p1: docs/spec/proof.md#2-grammar. */

const EPOCH: usize = 5
const MAC_LENGTH = 32
const UNTIL_LENGTH = 10
const GRANT_LENGTH = 16

/** Address and number of the buyer's digits in the last parsed proof; a single `0` means anyone. */
export let buyer: usize = 0
export let buyerLength = 0
let until: u64 = 0

/**
 * Parse a whole text into entries; answers their number, 0 if it is not exactly one proof. Writes at most `most`
 * entries at `entries`.
 */
export function parseProof(text: usize, length: i32, most: i32, entries: usize): i32 {
  if (load<u16>(text) != 0x3170 || load<u8>(text, 2) != 0x7e || load<u8>(text, 4) != 0x7e) return 0
  const epoch = text + EPOCH
  if (!isHex(epoch, 1) || load<u8>(epoch, 8) != 0x7e) return 0
  let at = epoch + 9
  until = 0
  for (const end = at + UNTIL_LENGTH; at < end; at++) {
    const digit = <u32>load<u8>(at) - 48
    if (digit > 9) return 0
    until = until * 10 + digit
  }
  if (until % 100 > 11 || load<u8>(at) != 0x7e) return 0
  buyer = ++at
  if (load<u8>(at) == 0x30) at++
  else while (<u32>load<u8>(at) - 48 < 10) at++
  buyerLength = i32(at - buyer)
  if (!buyerLength || buyerLength > 20 || load<u8>(at) != 0x7e) return 0
  if (!isHex(at + 1, GRANT_LENGTH >> 3) || load<u8>(at + 1 + GRANT_LENGTH) != 0x7e) return 0
  at += 2 + GRANT_LENGTH
  let count = 0
  let before: u32 = 0
  while (true) {
    if (count == most) return 0
    const entry = changetype<Entry>(entries + <usize>(count++) * ENTRY_SIZE)
    at = parseEntry(at, entry)
    if (!at || entry.gate <= before) return 0
    before = entry.gate
    const byte = load<u8>(at++)
    if (byte == 0x7e) break
    if (byte != 0x21) return 0
  }
  return at + MAC_LENGTH == text + length && isHex(at, MAC_LENGTH >> 3) ? count : 0
}

/** Say whether the proof parsed last ends after an instant (YYYYMMDDSS). */
export function isTimely(now: u64): bool {
  return now < until
}

/** Say whether a text that parses as a proof has the MAC of a key in the config. */
export function isSigned(text: usize, length: i32): bool {
  const key = findKey(text + EPOCH)
  return key != 0 && isMac(key, text, length - MAC_LENGTH - 1, text + length - MAC_LENGTH)
}

function parseEntry(at: usize, entry: Entry): usize {
  entry.gate = parseGate(at)
  if (!entry.gate || load<u8>(next) != 0x3a) return 0
  const length = i32(next - at)
  entry.length = u8(length)
  entry.spelled = load<u64>(at) & (((<u64>1) << (length << 3)) - 1)
  const revision = parseNumber(next + 1, 9)
  if (revision <= 0 || load<u8>(next) != 0x3a) return 0
  entry.revision = u32(revision)
  const cap = parseNumber(next + 1, 4)
  if (cap < 0 || load<u8>(next) != 0x3a) return 0
  entry.cap = u32(cap)
  const profile = <u32>load<u8>(next, 1) - 48
  if (profile > 7 || load<u8>(next, 2) != 0x3a) return 0
  entry.profile = u8(profile)
  return parseReaction(next + 3, entry)
}

// Pieces in the order x, one of p q f r, s; each "+" must be followed by a piece.
function parseReaction(at: usize, entry: Entry): usize {
  let kind = load<u8>(at)
  entry.isExclusive = kind == 0x78
  entry.kind = 0
  entry.isShippingFree = false
  if (kind == 0x78) {
    if (load<u8>(at, 1) != 0x2b) return at + 1
    at += 2
    kind = load<u8>(at)
  }
  const isPercent = kind == 0x70 || kind == 0x71
  if (isPercent || kind == 0x66 || kind == 0x72) {
    const amount = parseNumber(at + 1, isPercent ? 5 : 12)
    if (amount <= 0 || (isPercent && amount > 10000)) return 0
    entry.kind = kind
    entry.amount = amount
    at = next
    if (load<u8>(at) != 0x2b) return at
    at++
  }
  if (load<u8>(at) != 0x73) return 0
  entry.isShippingFree = true
  return at + 1
}
