import { MAX_CHUNK_LINES, MAX_LINE_LENGTH } from '../../core/list/limits.ts'

/** Lines to be sent at once. */
export type LineBatch = {
  readonly lines: readonly string[]
  /** How much of the whole has been read with them, 0 to 1. */
  readonly share: number
}

/** Bytes of JSON that a batch comes to at most: less than the server takes. */
const MAX_BATCH_BYTES = 200_000
const LINE_END = /\r\n|\n|\r/
const encoder = new TextEncoder()

/** A file that is no text: a spreadsheet, most likely. */
export class NotTextError extends Error {}

/**
 * Read a file or text in batches of lines, so that no more than a piece of it is held. Lines are cut where the server
 * looks no further.
 *
 * @throws {NotTextError}
 */
export async function* readLines(source: Blob): AsyncGenerator<LineBatch> {
  let lines: string[] = []
  let bytes = 0
  for await (const { line, share } of splitLines(source)) {
    const cut = cutLine(line)
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
    // A line end of two characters may lie across two pieces.
    const isCut = !done && left.endsWith('\r')
    const pieces = (isCut ? left.slice(0, -1) : left).split(LINE_END)
    // One character more than is looked at, so that what is left out stays out.
    left = (pieces.pop() ?? '').slice(0, MAX_LINE_LENGTH + 1) + (isCut ? '\r' : '')
    const before = read - (value?.length ?? 0)
    for (const [i, line] of pieces.entries()) {
      yield { line, share: (before + ((read - before) * (i + 1)) / pieces.length) / source.size }
    }
  }
  if (left !== '') yield { line: left, share: 1 }
}

/** Cut between characters, never through one. */
function cutLine(line: string): string {
  return line.length > MAX_LINE_LENGTH ? line.slice(0, MAX_LINE_LENGTH).replace(/[\ud800-\udbff]$/, '') : line
}

async function findEncoding(source: Blob): Promise<string> {
  const [a, b, c, d] = new Uint8Array(await source.slice(0, 4).arrayBuffer())
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  // Zip (xlsx, ods, numbers), and what spreadsheets were before.
  const isZip = a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04
  const isOld = a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0
  if (isZip || isOld) throw new NotTextError('This is a spreadsheet.')
  return 'utf-8'
}

/** What was pasted, as lines: addresses that all stand on one line get one each. */
export function breakPasted(text: string): string {
  const trimmed = text.trim()
  return /[\r\n]/.test(trimmed) ? text : trimmed.split(/[\s,;]+/).join('\n')
}
