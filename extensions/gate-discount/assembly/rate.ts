import { readText, Value } from "../../proof-check/assembly/value"

const RATE_MAX = 64
const POINT: u8 = 0x2e
/** From here on another digit does not fit. */
const FULL: u64 = 100_000_000_000_000_000

const text = memory.data(64, 8)

/** The number of decimals of the rate read last. */
export let rateScale = 0

/**
 * Read an exchange rate, `digits[.digits]`; answers its digits, or -1 for other text. Nothing limits a rate's length,
 * so decimals beyond eighteen digits in total are ignored.
 */
export function readRate(value: Value): i64 {
  const length = readText(value, text, RATE_MAX)
  let rate: u64 = 0
  let point = 0
  rateScale = 0
  for (let i = 0; i < length; i++) {
    const byte = load<u8>(text + i)
    if (byte == POINT) {
      if (!i || point || i + 1 == length) return -1
      point = i
      continue
    }
    const digit = <u32>byte - 48
    if (digit > 9 || (rate >= FULL && !point)) return -1
    if (rate >= FULL) continue
    rate = rate * 10 + digit
    if (point) rateScale++
  }
  return length > 0 ? <i64>rate : -1
}
