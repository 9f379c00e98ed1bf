/*
 * Every text that is scanned ends with a zero byte, which no grammar here accepts:
 * that is why no scanner asks where the text ends.
 *
 * A gate is known by a number of its text to the base of 37, its digits 0..z counting 1..36:
 * it orders as the gates do, and no two gates share one.
 */

const DIGIT_MAX: u32 = 36

// What each byte counts in a gate: 1..36, else 0.
const counts = memory.data(256, 16)

/** Where the last successful scan stopped. */
export let next: usize = 0

/** Fill the table that gates are scanned with. */
export function prepareScan(): void {
  for (let i: usize = 0; i < 10; i++) store<u8>(counts + 0x30 + i, i + 1)
  for (let i: usize = 0; i < 26; i++) store<u8>(counts + 0x61 + i, i + 11)
}

/** Scan a gate of at most six digits without a leading zero; 0 when there is none. */
export function scanGate(at: usize): u32 {
  let count = <u32>load<u8>(counts + load<u8>(at))
  if (count - 2 > DIGIT_MAX - 2) return 0
  let gate = count
  for (let last = at + 6; ++at < last; gate = gate * 37 + count) {
    count = load<u8>(counts + load<u8>(at))
    if (count - 1 > DIGIT_MAX - 1) break
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
