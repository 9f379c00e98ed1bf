/** Reads Borsh data sequentially. Every reading method throws if the the data ends too early. */
export type Reader = {
  readonly byte: () => number
  readonly bool: () => boolean
  readonly bytes: (count: number) => Buffer
  /** A text of at most `most` bytes, without its padding of zeros. */
  readonly text: (most: number) => string
  readonly list: <T>(most: number, read: () => T) => T[]
  readonly option: <T>(read: () => T) => T | null
  /** Whether all bytes have been read. */
  readonly isDone: () => boolean
}

/** Make a reader of Borsh data that bounds every length prefix. @see https://borsh.io */
export function createReader(data: Buffer): Reader {
  let offset = 0
  const bytes = (count: number) => {
    if (offset + count > data.length) throw new Error('the data ends too early')
    offset += count
    return data.subarray(offset - count, offset)
  }
  const byte = () => bytes(1).readUInt8()
  const bool = () => {
    const value = byte()
    if (value > 1) throw new Error('a boolean is neither 0 nor 1')
    return value === 1
  }
  const count = (most: number) => {
    const value = bytes(4).readUInt32LE()
    if (value > most) throw new Error('a length is over its limit')
    return value
  }
  return {
    byte,
    bool,
    bytes,
    text: (most) => {
      const padded = bytes(count(most))
      const end = padded.indexOf(0)
      return padded.toString('utf8', 0, end === -1 ? padded.length : end)
    },
    list: (most, read) => Array.from({ length: count(most) }, read),
    option: (read) => (bool() ? read() : null),
    isDone: () => offset === data.length,
  }
}
