/*
 * Every text that is scanned ends with a zero byte, which no grammar here accepts:
 * that is why no scanner asks where the text ends.
 */

/** Where the last successful scan stopped. */
export let next: usize = 0

/** Scan a base-36 gate number of at most six digits without a leading zero; 0 when there is none. */
export function scanGate(at: usize): u32 {
  let digit = digitOf(load<u8>(at))
  if (digit <= 0) return 0
  let gate: u32 = digit
  for (let last = at + 6; ++at < last; gate = gate * 36 + digit) {
    digit = digitOf(load<u8>(at))
    if (digit < 0) break
  }
  next = at
  return gate
}

/** Scan a decimal number of at most `digits` digits without a leading zero; -1 when there is none. */
export function scanNumber(at: usize, digits: i32): i64 {
  let digit = <u32>load<u8>(at) - 48
  if (digit > 9) return -1
  let number = <i64>digit
  if (digit) {
    for (let last = at + digits; ++at < last; number = number * 10 + digit) {
      digit = <u32>load<u8>(at) - 48
      if (digit > 9) break
    }
  } else at++
  next = at
  return number
}

/** Say whether `count` lower-case hexadecimal digits stand at a place. */
export function isHex(at: usize, count: i32): bool {
  for (let end = at + count; at < end; at++) if (hexValue(load<u8>(at)) < 0) return false
  return true
}

/** Answer what a lower-case hexadecimal digit stands for, -1 when it is none. */
@inline
export function hexValue(byte: u32): i32 {
  if (byte - 48 < 10) return byte - 48
  return byte - 97 < 6 ? byte - 87 : -1
}

function digitOf(byte: u32): i32 {
  if (byte - 48 < 10) return byte - 48
  return byte - 97 < 26 ? byte - 87 : -1
}
