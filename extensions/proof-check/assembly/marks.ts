import { next, scanGate } from "./scan"
import { readText, Value } from "./value"

/* A product's or variant's `gates`: base-36 numbers ascending, one space between, `*` after an exclusive one. */

const MARKS_MAX_BYTES = 80
const text = memory.data(88, 8)
const marks = memory.data(160, 4)

/** Read the gates that a product or variant carries; answers how many, -1 when the text is not well-formed. */
export function readMarks(value: Value): i32 {
  const length = readText(value, text, MARKS_MAX_BYTES)
  if (length <= 0) return length
  store<u8>(text + length, 0)
  let count = 0
  let before: u32 = 0
  let at: usize = text
  while (true) {
    const gate = scanGate(at)
    if (gate <= before) return -1
    before = gate
    store<u32>(marks + (<usize>(count++) << 2), gate)
    at = load<u8>(next) == 0x2a ? next + 1 : next
    const byte = load<u8>(at)
    if (byte != 0x20) return byte == 0 && at == text + length ? count : -1
    at++
  }
}

/** Answer one of the gates read last. */
@inline
export function markAt(index: i32): u32 {
  return load<u32>(marks + (<usize>index << 2))
}
