/* Eight lower-case hexadecimal digits at a time, each in its byte of a word. */

const HIGH: u64 = 0x8080808080808080

/** Say whether `at` has 8 × `eights` lower-case hexadecimal digits. */
export function isHex(at: usize, eights: i32): bool {
  let valid = HIGH
  for (let end = at + (<usize>eights << 3); at < end; at += 8) {
    const text = load<u64>(at)
    const low = text & ~HIGH
    // The high bit of each sum says whether its byte is at least 0x30, 0x3a, 0x61, 0x67.
    const isDigit = (low + 0x5050505050505050) & ~(low + 0x4646464646464646)
    const isLetter = (low + 0x1f1f1f1f1f1f1f1f) & ~(low + 0x1919191919191919)
    valid &= (isDigit | isLetter) & ~text
  }
  return valid == HIGH
}

/** Read eight valid hexadecimal digits as a number. */
export function readHex(at: usize): u32 {
  const text = load<u64>(at)
  let word = (text & 0x0f0f0f0f0f0f0f0f) + ((text >> 6) & 0x0101010101010101) * 9
  word = ((word << 4) | (word >> 8)) & 0x00ff00ff00ff00ff
  word = ((word << 8) | (word >> 16)) & 0x0000ffff0000ffff
  return <u32>((word << 16) | (word >> 32))
}
