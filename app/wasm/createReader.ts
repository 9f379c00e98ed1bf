import { FunctionTrap } from './trap.ts'

/*
 * A value is a NaN-box: bits 62..50 set, 4 bits tag, 14 bits length, 32 bits pointer; a number is itself.
 * A pointer here is an index into the list of values that were handed out.
 */

const NAN = 0x7ffcn << 48n
const MAX_LENGTH = 0x3fff
const TAGS = { null: 0n, bool: 1n, string: 3n, object: 4n, array: 5n, error: 15n } as const
const NOT_AN_OBJECT = 1
const INDEX_OUT_OF_BOUNDS = 5
const NOT_INDEXABLE = 6
/** The length of what has none: `usize::MAX` of 32 bits. */
const NO_LENGTH = -1
const NULL = encodeBox('null', 0, 0)

type Tag = keyof typeof TAGS

/**
 * Make a reader that hands out an input, value by value, as Shopify's provider does.
 * @see https://github.com/Shopify/shopify-function-wasm-api, provider/src/read.rs
 */
export function createReader({ input }: { input: unknown }) {
  const handed: unknown[] = []
  const float = new DataView(new ArrayBuffer(8))

  function encode(value: unknown): bigint {
    if (value === null || value === undefined) return NULL
    if (typeof value === 'boolean') return encodeBox('bool', 0, value ? 1 : 0)
    if (typeof value === 'number') {
      float.setFloat64(0, value)
      return float.getBigInt64(0)
    }
    const pointer = handed.push(value) - 1
    if (typeof value === 'string') return encodeBox('string', Buffer.byteLength(value), pointer)
    if (Array.isArray(value)) return encodeBox('array', value.length, pointer)
    return encodeBox('object', Object.keys(value).length, pointer)
  }

  function decode(bits: bigint): unknown {
    const tag = tagOf(bits)
    if (tag !== TAGS.string && tag !== TAGS.object && tag !== TAGS.array) return undefined
    const value = handed[Number(bits & 0xffffffffn)]
    if (value === undefined) throw new FunctionTrap('The module used a value that it did not read.')
    return value
  }

  return {
    root: () => encode(input),

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
  const trimmed = BigInt(Math.min(length, MAX_LENGTH))
  return NAN | (TAGS[tag] << 46n) | (trimmed << 32n) | BigInt(pointer)
}

function tagOf(bits: bigint): bigint | null {
  return (bits & NAN) === NAN ? (bits >> 46n) & 15n : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
