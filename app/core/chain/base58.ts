const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const DIGITS: ReadonlyMap<string, number> = new Map([...ALPHABET].map((letter, i) => [letter, i]))

/**
 * Read base58 that stands for exactly so many bytes, or null. One text only stands for each value.
 * @see https://datatracker.ietf.org/doc/html/draft-msporny-base58-03
 */
export function decodeBase58({ text, bytes }: { text: string; bytes: number }): Uint8Array | null {
  if (text.length < bytes || text.length > Math.ceil(bytes * 1.3658) + 1) return null
  const decoded = new Uint8Array(bytes)
  let used = 0
  for (const letter of text) {
    let carry = DIGITS.get(letter)
    if (carry === undefined) return null
    for (let i = 0; i < used; i += 1) {
      carry += (decoded[bytes - 1 - i] ?? 0) * 58
      decoded[bytes - 1 - i] = carry & 0xff
      carry >>= 8
    }
    while (carry > 0) {
      if (used === bytes) return null
      used += 1
      decoded[bytes - used] = carry & 0xff
      carry >>= 8
    }
  }
  // A leading zero byte is written as one leading "1", no more and no fewer.
  const ones = /^1*/.exec(text)?.[0].length ?? 0
  return ones + used === bytes ? decoded : null
}

/** Spell bytes in base58: the reverse of `decodeBase58`. */
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
