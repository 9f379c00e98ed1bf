import { MAX_CHUNK_LINES, MAX_LINE_LENGTH } from '../../core/list/limits.ts'

/** A batch of lines to send. */
export type LineBatch = {
  readonly lines: readonly string[]
  /** Share of the source that has been read, 0 to 1. */
  readonly share: number
}

/** Maximum size of a batch in bytes of JSON: less than the server accepts. */
const MAX_BATCH_BYTES = 200_000
const LINE_END = /\r\n|\n|\r/
const encoder = new TextEncoder()

/** The file is not text: most likely a spreadsheet. */
export class NotTextError extends Error {}

/**
 * Read a file or text in batches of lines, with only a piece of it in memory. Lines are cut at the maximum length that
 * the server reads.
 *
 * @throws {NotTextError}
 */
export async function* readLines(source: Blob): AsyncGenerator<LineBatch> {
  let lines: string[] = []
  let bytes = 0
  for await (const { line, share } of splitLines(source)) {
    const cut = formatShortLine(line)
    const size = encoder.encode(JSON.stringify(cut)).length + 1
    if (lines.length === MAX_CHUNK_LINES || (lines.length > 0 && bytes + size > MAX_BATCH_BYTES)) {
      yield { lines, share }
      lines = []
      bytes = 0
    }
    lines.push(cut)
    bytes += size
  }
  if (lines.length > 0) yield { lines, share: 1 }
}

async function* splitLines(source: Blob): AsyncGenerator<{ line: string; share: number }> {
  const decoder = new TextDecoder(await findEncoding(source))
  const reader = source.stream().getReader()
  let left = ''
  let read = 0
  for (let isDone = false; !isDone; ) {
    const { done, value } = await reader.read()
    isDone = done
    read += value?.length ?? 0
    left += decoder.decode(value, { stream: !done })
    // A line end of two characters may be split between two pieces.
    const isCut = !done && left.endsWith('\r')
    const pieces = (isCut ? left.slice(0, -1) : left).split(LINE_END)
    // Limit the memory. With one character more than the maximum, `formatShortLine` still sees that the line is too long.
    left = (pieces.pop() ?? '').slice(0, MAX_LINE_LENGTH + 1) + (isCut ? '\r' : '')
    const before = read - (value?.length ?? 0)
    for (const [i, line] of pieces.entries()) {
      yield { line, share: (before + ((read - before) * (i + 1)) / pieces.length) / source.size }
    }
  }
  if (left !== '') yield { line: left, share: 1 }
}

/** Cut between characters, never inside a surrogate pair. */
function formatShortLine(line: string): string {
  return line.length > MAX_LINE_LENGTH ? line.slice(0, MAX_LINE_LENGTH).replace(/[\ud800-\udbff]$/, '') : line
}

async function findEncoding(source: Blob): Promise<string> {
  const [a, b, c, d] = new Uint8Array(await source.slice(0, 4).arrayBuffer())
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  // Zip (xlsx, ods, numbers), and the older format of spreadsheets.
  const isZip = a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04
  const isOld = a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0
  if (isZip || isOld) throw new NotTextError('This is a spreadsheet.')
  return 'utf-8'
}

/** Split pasted addresses that are all on one line into one line each. */
export function splitPasted(text: string): string {
  const trimmed = text.trim()
  return /[\r\n]/.test(trimmed) ? text : trimmed.split(/[\s,;]+/).join('\n')
}
