import { run, startRun } from "./digits"

/*
 * Every scanned text ends with a zero byte, which no grammar here accepts. So no scanner checks where the text ends.
 *
 * A gate is represented by its text as a number to the base of 37, with digits 0..z as 1..36. These numbers sort as
 * gates do, and no two gates share one.
 */

// The digit value of each byte in a gate: 1..36, else 0.
const counts = memory.data(256, 16)
const escapes = memory.data(256, 16)

/** Where the last successful scan ended. */
export let next: usize = 0

/** Fill the tables of the scanners. */
export function startScan(): void {
  for (let i: usize = 0; i < 10; i++) store<u8>(counts + 0x30 + i, i + 1)
  for (let i: usize = 0; i < 26; i++) store<u8>(counts + 0x61 + i, i + 11)
  // Quote, slash, backslash, b, f, n, r, t.
  store<u8>(escapes + 0x22, 1)
  store<u8>(escapes + 0x2f, 1)
  store<u8>(escapes + 0x5c, 1)
  store<u8>(escapes + 0x62, 1)
  store<u8>(escapes + 0x66, 1)
  store<u8>(escapes + 0x6e, 1)
  store<u8>(escapes + 0x72, 1)
  store<u8>(escapes + 0x74, 1)
}

/** Say whether a byte other than u may follow a backslash. */
@inline
export function isEscape(at: usize): bool {
  return load<bool>(<usize>load<u8>(at), escapes)
}

/** Scan a gate of at most six digits without a leading zero; 0 if there is none. */
export function parseGate(at: usize): u32 {
  return parseGateInline(at)
}

/** The same without a call for up to three digits: most gates are in the config's lists. */
@inline
export function parseGateInline(at: usize): u32 {
  let gate = countOf(at)
  if (gate < 2) return 0
  let count = countOf(at + 1)
  if (count) {
    gate = gate * 37 + count
    count = countOf(at + 2)
    if (count) {
      gate = gate * 37 + count
      count = countOf(at + 3)
      if (count) gate = parseGateRest(gate * 37 + count, at + 4)
      else next = at + 3
    } else next = at + 2
  } else next = at + 1
  return gate
}

/** Answer the digit value of a byte in a gate; 0 if it is no digit. */
@inline
export function countOf(at: usize): u32 {
  return load<u8>(<usize>load<u8>(at), counts)
}

// The fifth and sixth digit, with no digit after them.
function parseGateRest(gate: u32, at: usize): u32 {
  const end = at + 2
  for (; at < end; at++) {
    const count = countOf(at)
    if (!count) break
    gate = gate * 37 + count
  }
  next = at
  return countOf(at) ? 0 : gate
}

/** Scan a decimal number of at most `digits` digits without a leading zero; -1 if there is none. */
export function parseNumber(at: usize, digits: usize): i64 {
  const first = <u32>load<u8>(at) - 48
  if (first > 9) return -1
  next = first ? startRun(at) : at + 1
  return !first ? 0 : next - at > digits ? -1 : <i64>run
}
