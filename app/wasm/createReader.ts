import { FunctionTrap } from './trap.ts'

/*
 * A value is a NaN-box: bits 62..50 set, 4 bits tag, 14 bits length, 32 bits pointer; a number is itself.
 * A pointer here is an index into the list of values that were handed out.
 */

/** Of the upper 32 bits, which have tag and length too. */
const NAN = 0x7ffc0000
const MAX_LENGTH = 0x3fff
const TAGS = { null: 0, bool: 1, string: 3, object: 4, array: 5, error: 15 } as const
const NOT_AN_OBJECT = 1
const INDEX_OUT_OF_BOUNDS = 5
const NOT_INDEXABLE = 6
/** The length of what has none: `usize::MAX` of 32 bits. */
const NO_LENGTH = -1
/** Turns two halves or a number into the 64 bits that the module sees, and back. Shifts of a bigint take far longer. */
const halves = new DataView(new ArrayBuffer(8))
const NULL = encodeBox('null', 0, 0)

type Tag = keyof typeof TAGS

/**
 * Make a reader that hands out an input, value by value, as Shopify's provider does.
 * @see https://github.com/Shopify/shopify-function-wasm-api, provider/src/read.rs
 */
export function createReader({ input }: { input: unknown }) {
  const handed: unknown[] = []
  let whole = input

  function encode(value: unknown): bigint {
    if (value === null || value === undefined) return NULL
    if (typeof value === 'boolean') return encodeBox('bool', 0, value ? 1 : 0)
    if (typeof value === 'number') {
      halves.setFloat64(0, value)
      return halves.getBigInt64(0)
    }
    const pointer = handed.push(value) - 1
    if (typeof value === 'string') return encodeBox('string', Buffer.byteLength(value), pointer)
    if (Array.isArray(value)) return encodeBox('array', value.length, pointer)
    return encodeBox('object', Object.keys(value).length, pointer)
  }

  function decode(bits: bigint): unknown {
    halves.setBigInt64(0, bits)
    const upper = halves.getUint32(0)
    const tag = (upper & NAN) === NAN ? (upper >>> 14) & 15 : null
    if (tag !== TAGS.string && tag !== TAGS.object && tag !== TAGS.array) return undefined
    const value = handed[halves.getUint32(4)]
    if (value === undefined) throw new FunctionTrap('The module used a value that it did not read.')
    return value
  }

  return {
    /** Forget all that was handed out, and read another input from now on. */
    start(next: unknown): void {
      handed.length = 0
      whole = next
    },

    root: () => encode(whole),

    length(bits: bigint): number {
      const value = decode(bits)
      if (typeof value === 'string') return Buffer.byteLength(value)
      if (Array.isArray(value)) return value.length
      return isRecord(value) ? Object.keys(value).length : NO_LENGTH
    },

    copyText(pointer: number, out: Buffer): void {
      const value = handed[pointer >>> 0]
      if (typeof value !== 'string')
        throw new FunctionTrap('The module read a value as a string that is not a string.')
      const bytes = Buffer.from(value)
      if (out.length > bytes.length) throw new FunctionTrap('The module read a string beyond its end.')
      bytes.copy(out, 0, 0, out.length)
    },

    property(bits: bigint, name: string): bigint {
      const value = decode(bits)
      if (!isRecord(value)) return encodeBox('error', 0, NOT_AN_OBJECT)
      return Object.hasOwn(value, name) ? encode(value[name]) : NULL
    },

    item(bits: bigint, index: number): bigint {
      const value = decode(bits)
      if (!Array.isArray(value) && !isRecord(value)) return encodeBox('error', 0, NOT_INDEXABLE)
      // An object's values have places too, in the order of its keys.
      const items = Array.isArray(value) ? value : Object.values(value)
      return index < items.length ? encode(items[index]) : encodeBox('error', 0, INDEX_OUT_OF_BOUNDS)
    },

    key(bits: bigint, index: number): bigint {
      const value = decode(bits)
      if (!isRecord(value)) return encodeBox('error', 0, NOT_AN_OBJECT)
      const name = Object.keys(value)[index]
      return name === undefined ? encodeBox('error', 0, INDEX_OUT_OF_BOUNDS) : encode(name)
    },
  }
}

function encodeBox(tag: Tag, length: number, pointer: number): bigint {
  halves.setUint32(0, NAN | (TAGS[tag] << 14) | Math.min(length, MAX_LENGTH))
  halves.setUint32(4, pointer)
  return halves.getBigInt64(0)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
