/* Exact decimals: a mantissa below 10^15 and a scale of at most 15 digits. */

const DECIMAL_MAX_BYTES = 32
const MANTISSA_END: u64 = 1_000_000_000_000_000
const SCALE_MAX = 15
/** What "." counts as a digit. */
const POINT: u32 = 0xfffffffe
/** An amount from here on is nobody's price. */
const AMOUNT_END: u64 = 1_000_000_000_000_000_000

const powers = memory.data<u64>([
  1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
  100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
  10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
])

/** The digits behind the point of the decimal read last. */
export let scale = 0

/** Read `digits[.digits]`; answers the mantissa, -1 when it is anything else or too long. */
export function readDecimal(text: usize, length: i32): i64 {
  if (length <= 0 || length > DECIMAL_MAX_BYTES) return -1
  const end = text + length
  let point: usize = end
  let mantissa: u64 = 0
  for (let at = text; at < end; at++) {
    const digit = <u32>load<u8>(at) - 48
    if (digit < 10) {
      mantissa = mantissa * 10 + digit
      if (mantissa < MANTISSA_END) continue
      return point < at ? readShorter(text, length) : -1
    }
    if (digit != POINT || point < end || at == text || at == end - 1) return -1
    point = at
  }
  scale = point < end ? i32(end - point) - 1 : 0
  return scale > SCALE_MAX ? readShorter(text, length) : <i64>mantissa
}

// A zero at the end of a fraction says nothing.
function readShorter(text: usize, length: i32): i64 {
  const last = text + length - 1
  if (load<u8>(last) != 0x30) return -1
  return readDecimal(text, load<u8>(last - 1) == 0x2e ? length - 2 : length - 1)
}

/** Answer ten to the power of 0 to 19. */
@inline
export function powerOfTen(exponent: i32): u64 {
  return load<u64>(powers + (<usize>exponent << 3))
}

/** Multiply, divide by a power of ten and truncate; 0 when the result is beyond every price. */
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

/** Spell a number with `digits` places behind the point; answers the length. At least 24 bytes at `out`. */
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
