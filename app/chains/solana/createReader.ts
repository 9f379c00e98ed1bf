/** Reads data in Borsh from its beginning on. Every method throws at the data's end. */
export type Reader = {
  readonly byte: () => number
  readonly bool: () => boolean
  readonly bytes: (count: number) => Buffer
  /** A text of at most so many bytes, without the zeros it is filled up with. */
  readonly text: (most: number) => string
  readonly list: <T>(most: number, read: () => T) => T[]
  readonly option: <T>(read: () => T) => T | null
  /** Whether there is no more. */
  readonly isDone: () => boolean
}

/** Make a reader of data in Borsh, with bounds on everything that says its own length. @see https://borsh.io */
export function createReader(data: Buffer): Reader {
  let offset = 0
  const bytes = (count: number) => {
    if (offset + count > data.length) throw new Error('data ends too early')
    offset += count
    return data.subarray(offset - count, offset)
  }
  const byte = () => bytes(1).readUInt8()
  const bool = () => {
    const value = byte()
    if (value > 1) throw new Error('neither yes nor no')
    return value === 1
  }
  const count = (most: number) => {
    const value = bytes(4).readUInt32LE()
    if (value > most) throw new Error('longer than it may be')
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
