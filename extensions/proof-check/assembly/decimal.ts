import { readRun, readTwo, powerOfTen, run, startRun } from "./digits"

/* Exact decimals: a mantissa below 10^15 and a scale of at most 15 digits. */

const DECIMAL_MAX_BYTES = 32
const MANTISSA_END: u64 = 1_000_000_000_000_000
const SCALE_MAX = 15
const ZEROS: u64 = 0x3030303030303030
/** Texts up to this length keep their zeros: fifteen digits and a point. */
const SHORT_MAX = 16
/** The most bytes after zeros are dropped: a zero, a point and fifteen digits. */
const SIGNIFICANT_MAX = 17
const ZERO: u8 = 0x30
const POINT: u8 = 0x2e
/** Larger amounts are no prices. */
const AMOUNT_END: u64 = 1_000_000_000_000_000_000

/** The number of decimals of the number read last. */
export let scale = 0

/**
 * Read `digits[.digits]`; answers the mantissa, or -1 for other text or too many digits. Overwrites bytes after the
 * text.
 */
export function readDecimal(text: usize, length: i32): i64 {
  if (length <= 0 || length > DECIMAL_MAX_BYTES) return -1
  const end = text + length
  return length > SHORT_MAX ? readLong(text, end) : readDigits(text, end)
}

// Drops zeros before the number and after its fraction, and a point that only zeros followed.
function readLong(text: usize, end: usize): i64 {
  while (load<u64>(text) == ZEROS && <u32>load<u8>(text, 8) - 48 < 10) text += 8
  while (load<u8>(text) == ZERO && <u32>load<u8>(text, 1) - 48 < 10) text++
  if (i32(end - text) <= SHORT_MAX) return readDigits(text, end)
  const whole = end
  while (load<u64>(end - 8) == ZEROS) end -= 8
  while (load<u8>(end - 1) == ZERO) end--
  if (load<u8>(end - 1) == POINT) return readWithin(text, end - 1)
  const mantissa = readWithin(text, end)
  // Without a point, the dropped zeros were digits of the number.
  return scale || end == whole ? mantissa : -1
}

function readWithin(text: usize, end: usize): i64 {
  return end > text && i32(end - text) <= SIGNIFICANT_MAX ? readDigits(text, end) : -1
}

function readDigits(text: usize, end: usize): i64 {
  store<u8>(end, 0)
  let at = startRun(text)
  scale = 0
  if (at < end) {
    if (at == text || load<u8>(at) != POINT || at + 1 == end) return -1
    const fraction = at + 1
    // Most prices have two decimals.
    at = fraction + 2 == end && readTwo(fraction) ? end : readRun(fraction)
    scale = i32(at - fraction)
  }
  return at == end && run < MANTISSA_END && scale <= SCALE_MAX ? <i64>run : -1
}

/** Multiply, divide by a power of ten and truncate; 0 if the result is too large for a price. */
export function multiplyAndShift(one: u64, other: u64, exponent: i32): u64 {
  if (exponent < 0) {
    one *= powerOfTen(-exponent)
    exponent = 0
  }
  const mask: u64 = 0xffffffff
  let product = (one & mask) * (other & mask)
  let d = product & mask
  product = (product >> 32) + (one >> 32) * (other & mask)
  let middle = (product & mask) + (one & mask) * (other >> 32)
  let c = middle & mask
  middle = (middle >> 32) + (product >> 32) + (one >> 32) * (other >> 32)
  let b = middle & mask
  let a = middle >> 32
  while (exponent > 0) {
    const step = min(exponent, 9)
    const divisor = powerOfTen(step)
    b |= a % divisor << 32
    a /= divisor
    c |= b % divisor << 32
    b /= divisor
    d |= c % divisor << 32
    c /= divisor
    d /= divisor
    exponent -= step
  }
  const result = (c << 32) | d
  return (a | b) != 0 || c > mask || result >= AMOUNT_END ? 0 : result
}

/** Format a number with `digits` decimals; answers the length. `out` needs at least 24 bytes. */
export function formatDecimal(number: u64, digits: i32, out: usize): i32 {
  let length = digits + 1
  while (length < 19 && number >= powerOfTen(length)) length++
  for (let at = length - 1; at >= 0; at--) {
    store<u8>(out + at + (at >= length - digits ? 1 : 0), 48 + (number % 10))
    number /= 10
  }
  if (digits) store<u8>(out + length - digits, 0x2e)
  return digits ? length + 1 : length
}
