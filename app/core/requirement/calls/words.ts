import type { WordType } from './parseMethod.ts'
import type { Word } from './types.ts'

const WORD = 1n << 256n

/** Whether a text is 32 bytes in lower-case hex. */
export function isWord(text: unknown): text is Word {
  return typeof text === 'string' && /^0x[0-9a-f]{64}$/.test(text)
}

/** Whether 32 bytes are a value of a type, as contracts encode it. */
export function isOfType({ word, type }: { word: Word; type: WordType }): boolean {
  return readValue({ word, type }) !== null
}

/**
 * Read a value: a number, 0 or 1, or an address or bytes as a number. Null if the bytes are not of the type.
 * @see https://docs.soliditylang.org/en/latest/abi-spec.html#formal-specification-of-the-encoding
 */
export function readValue({ word, type }: { word: Word; type: WordType }): bigint | null {
  const value = BigInt(word)
  if (type === 'bool') return value <= 1n ? value : null
  if (type === 'address') return value < 1n << 160n ? value : null
  const bits = BigInt(/[0-9]+$/.exec(type)?.[0] ?? 256)
  if (type.startsWith('uint')) return value < 1n << bits ? value : null
  // The bytes are at the start of the word.
  if (type.startsWith('bytes')) return value % (1n << (256n - 8n * bits)) === 0n ? value : null
  const signed = value >= WORD / 2n ? value - WORD : value
  return signed >= -(1n << (bits - 1n)) && signed < 1n << (bits - 1n) ? signed : null
}

/** Read a value that a person wrote: digits, 0x and hex digits, or `true`. Null if it is not of the type. */
export function parseWord({ text, type }: { text: string; type: WordType }): Word | null {
  const value = parseValue({ text: text.trim(), type })
  if (value === null) return null
  const word = formatWord(value)
  return readValue({ word, type }) === value ? word : null
}

function parseValue({ text, type }: { text: string; type: WordType }): bigint | null {
  if (type === 'bool') return text === 'true' ? 1n : text === 'false' ? 0n : null
  if (type === 'address') return /^0x[0-9a-fA-F]{40}$/.test(text) ? BigInt(text) : null
  if (type.startsWith('bytes')) {
    const digits = 2 * Number(type.slice('bytes'.length))
    const hex = /^0x([0-9a-fA-F]+)$/.exec(text)?.[1]
    return hex !== undefined && hex.length === digits ? BigInt(`0x${hex.padEnd(64, '0')}`) : null
  }
  if (/^-?[0-9]{1,78}$/.test(text)) {
    const value = BigInt(text)
    return value < WORD && value >= -WORD / 2n ? value : null
  }
  return /^0x[0-9a-fA-F]{1,64}$/.test(text) ? BigInt(text) : null
}

/** Format 32 bytes of a type as a person writes the value: `parseWord` reads it back. */
export function formatValue({ word, type }: { word: Word; type: WordType }): string {
  if (type === 'bool') return String(BigInt(word) === 1n)
  if (type === 'address') return `0x${word.slice(-40)}`
  if (type.startsWith('bytes')) return word.slice(0, 2 + 2 * Number(type.slice('bytes'.length)))
  return String(readValue({ word, type }) ?? BigInt(word))
}

/** Format a number as 32 bytes; a negative one in two's complement. */
export function formatWord(value: bigint): Word {
  return `0x${(value < 0n ? value + WORD : value).toString(16).padStart(64, '0')}`
}
