/** The part of a stream that the log needs. */
export type LineStream = {
  /** Bytes that wait for a reader. */
  readonly writableLength: number
  readonly write: (line: string) => unknown
}

/**
 * Make the writer of a stream's lines. While more than `mostBytes` wait for a slow reader, lines are dropped and
 * counted: the memory of the server must not grow with them. `tellLost` receives the count once the reader goes on.
 */
export function createLineWriter({
  stream,
  mostBytes,
  tellLost,
}: {
  readonly stream: LineStream
  readonly mostBytes: number
  readonly tellLost: (count: number) => void
}): (line: string) => void {
  let lost = 0
  return (line) => {
    if (stream.writableLength > mostBytes) {
      lost += 1
      return
    }
    const count = lost
    lost = 0
    if (count > 0) tellLost(count)
    stream.write(line)
  }
}
