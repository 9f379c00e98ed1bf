import { describe, expect, test } from 'vitest'
import { NotTextError, readLines, splitPasted } from '../../../app/admin/lists/readLines.ts'
import { MAX_CHUNK_LINES, MAX_LINE_LENGTH } from '../../../app/core/list/limits.ts'

/** A blob that arrives in pieces of the given size. */
function inPieces(bytes: Uint8Array, size: number): Blob {
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>])
  blob.stream = () =>
    new ReadableStream({
      start: (controller) => {
        for (let i = 0; i < bytes.length; i += size) controller.enqueue(bytes.slice(i, i + size))
        controller.close()
      },
    })
  return blob
}

async function readAll(source: Blob) {
  const batches = []
  for await (const batch of readLines(source)) batches.push(batch)
  return { batches, lines: batches.flatMap(({ lines }) => lines) }
}

describe('readLines', () => {
  test('default', async () => {
    const { batches, lines } = await readAll(new Blob(['one\r\ntwo\n\nfour\rfive']))
    expect(lines).toEqual(['one', 'two', '', 'four', 'five'])
    expect(batches).toHaveLength(1)
    expect(batches[0]?.share).toBe(1)
  })

  test('behavior: lines and characters stay whole, whatever the pieces', async () => {
    const bytes = new TextEncoder().encode('a\r\nÜnï 🦊\r\n\r\nz\r\n')
    for (const size of [1, 2, 3, 5, 100]) {
      expect((await readAll(inPieces(bytes, size))).lines).toEqual(['a', 'Ünï 🦊', '', 'z'])
    }
  })

  test('behavior: batches are limited in lines and bytes, and say how much is read', async () => {
    const { batches, lines } = await readAll(new Blob([`${'x\n'.repeat(MAX_CHUNK_LINES * 2)}end`]))
    expect(batches.map((batch) => batch.lines.length)).toEqual([MAX_CHUNK_LINES, MAX_CHUNK_LINES, 1])
    expect(lines).toHaveLength(MAX_CHUNK_LINES * 2 + 1)
    const wide = await readAll(new Blob([`${'\u0001🦊'.repeat(160)}\n`.repeat(900)]))
    expect(wide.lines).toHaveLength(900)
    for (const batch of wide.batches) {
      const body = JSON.stringify({ firstLine: 1_000_000, lines: batch.lines })
      expect(Buffer.byteLength(body)).toBeLessThan(256 * 1024)
    }
    const shares = wide.batches.map(({ share }) => share)
    expect([...shares].sort((a, b) => a - b)).toEqual(shares)
  })

  test('behavior: long lines are cut between characters', async () => {
    const long = `${'a'.repeat(MAX_LINE_LENGTH - 1)}🦊${'b'.repeat(300_000)}`
    const { lines } = await readAll(inPieces(new TextEncoder().encode(`${long}\nnext`), 1_000))
    expect(lines[0]?.length).toBeLessThanOrEqual(MAX_LINE_LENGTH)
    expect(lines[0]).toBe('a'.repeat(MAX_LINE_LENGTH - 1))
    expect(lines[1]).toBe('next')
  })

  test('behavior: UTF-16 text of spreadsheets is read too', async () => {
    const little = Buffer.from('\ufeffa\tb\r\nc', 'utf16le')
    expect((await readAll(new Blob([little]))).lines).toEqual(['a\tb', 'c'])
    expect((await readAll(new Blob([Buffer.from(little).swap16()]))).lines).toEqual(['a\tb', 'c'])
  })

  test('refuses: spreadsheet files', async () => {
    for (const start of ['504b0304', 'd0cf11e0a1b11ae1']) {
      const source = new Blob([Buffer.from(`${start}0000`, 'hex')])
      await expect(readAll(source)).rejects.toThrow(NotTextError)
    }
  })
})

describe('splitPasted', () => {
  test('default', () => {
    expect(splitPasted('0xa, 0xb;0xc  0xd')).toBe('0xa\n0xb\n0xc\n0xd')
    expect(splitPasted('0xa,Anna\n0xb,Ben')).toBe('0xa,Anna\n0xb,Ben')
  })
})
