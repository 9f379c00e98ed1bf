import { readText, Value } from "../../proof-check/assembly/value"

const RATE_MAX = 64
const POINT: u8 = 0x2e
/** From here on a further digit is one too many. */
const FULL: u64 = 100_000_000_000_000_000

const text = memory.data(64, 8)

/** The digits behind the point of the rate read last. */
export let rateScale = 0

/**
 * Read an exchange rate, `digits[.digits]`, of which nothing says how long it may be; answers its digits, -1 when it is
 * anything else. Of a fraction counts what eighteen digits hold.
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
