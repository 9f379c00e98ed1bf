/* Runs of decimal digits, read eight at a time. Every text must be followed by a byte that is no digit. */

const ZEROS: u64 = 0x3030303030303030

const powers = memory.data<u64>([
  1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
  100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
  10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
])

/** The number that the digits read so far spell; more than nineteen digits overflow. */
export let run: u64 = 0

/** Read a run of digits; answers its end. */
export function startRun(at: usize): usize {
  run = 0
  return readRun(at)
}

/** Read digits that continue the run; answers their end. */
export function readRun(at: usize): usize {
  let bits: u64 = 0
  do {
    // Each byte becomes a digit's value, up to the first byte that is no digit.
    let digits = load<u64>(at) ^ ZEROS
    bits = ctz(((digits + 0x7676767676767676) | digits) & 0x8080808080808080) & 0x78
    if (!bits) return at
    digits <<= 64 - bits
    digits = (digits * 2561) >> 8
    digits = ((digits & 0x00ff00ff00ff00ff) * 6553601) >> 16
    digits = ((digits & 0x0000ffff0000ffff) * 42949672960001) >> 32
    run = run * load<u64>(powers + <usize>bits) + digits
    at += <usize>bits >> 3
  } while (bits == 64)
  return at
}

/** Read two digits that continue the run; false if there are not two. */
@inline
export function readTwo(at: usize): bool {
  const tens = <u32>load<u8>(at) - 48
  const ones = <u32>load<u8>(at, 1) - 48
  if (tens > 9 || ones > 9) return false
  run = run * 100 + (tens * 10 + ones)
  return true
}

/** Answer the end of a run of digits, without reading it. */
export function findRunEnd(at: usize): usize {
  while (true) {
    const digits = load<u64>(at) ^ ZEROS
    const others = ((digits + 0x7676767676767676) | digits) & 0x8080808080808080
    if (others) return at + <usize>(ctz(others) >> 3)
    at += 8
  }
}

/** Answer ten to the power of 0 to 19. */
@inline
export function powerOfTen(exponent: i32): u64 {
  return load<u64>(powers + (<usize>exponent << 3))
}
