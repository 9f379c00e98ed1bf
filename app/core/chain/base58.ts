const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const NONE = 255
/** The value of each letter by its code. */
const VALUES = new Uint8Array(128).fill(NONE)
for (let i = 0; i < ALPHABET.length; i += 1) VALUES[ALPHABET.charCodeAt(i)] = i

/** Letters per step, and the size of a limb (three bytes). 58^4 * 2^24 is below 2^53, so a number holds it exactly. */
const LETTERS = 4
const LIMB = 2 ** 24

/**
 * Decode base58 into exactly `bytes` bytes; null if it does not fit. Each value has exactly one accepted text.
 * @see https://datatracker.ietf.org/doc/html/draft-msporny-base58-03
 */
export function decodeBase58({ text, bytes }: { text: string; bytes: number }): Uint8Array | null {
  if (text.length < bytes || text.length > Math.ceil(bytes * 1.3658) + 1) return null
  // The lowest limb first.
  const limbs: number[] = []
  for (let at = 0; at < text.length; at += LETTERS) {
    let carry = 0
    let factor = 1
    for (let i = at; i < at + LETTERS && i < text.length; i += 1) {
      const digit = VALUES[text.charCodeAt(i)] ?? NONE
      if (digit === NONE) return null
      carry = carry * 58 + digit
      factor *= 58
    }
    for (let i = 0; i < limbs.length; i += 1) {
      const sum = (limbs[i] ?? 0) * factor + carry
      carry = Math.floor(sum / LIMB)
      limbs[i] = sum - carry * LIMB
    }
    if (carry > 0) limbs.push(carry)
  }
  const decoded = new Uint8Array(bytes)
  for (let i = 0; i < limbs.length * 3; i += 1) {
    const byte = ((limbs[(i / 3) | 0] ?? 0) >> ((i % 3) * 8)) & 0xff
    if (i < bytes) decoded[bytes - 1 - i] = byte
    else if (byte !== 0) return null
  }
  // Each leading zero byte is written as exactly one leading "1".
  let zeros = 0
  while (zeros < bytes && decoded[zeros] === 0) zeros += 1
  let ones = 0
  while (ones < text.length && text[ones] === '1') ones += 1
  return ones === zeros ? decoded : null
}

/** Encode bytes in base58: the reverse of `decodeBase58`. */
export function encodeBase58(bytes: Uint8Array): string {
  const digits: number[] = []
  for (const byte of bytes) {
    let carry = byte
    for (let i = 0; i < digits.length; i += 1) {
      carry += (digits[i] ?? 0) << 8
      digits[i] = carry % 58
      carry = (carry / 58) | 0
    }
    while (carry > 0) {
      digits.push(carry % 58)
      carry = (carry / 58) | 0
    }
  }
  let zeros = 0
  while (zeros < bytes.length && bytes[zeros] === 0) zeros += 1
  return (
    '1'.repeat(zeros) +
    digits
      .reverse()
      .map((digit) => ALPHABET[digit])
      .join('')
  )
}
