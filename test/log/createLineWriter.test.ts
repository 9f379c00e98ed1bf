import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { createLineWriter } from '../../app/log/createLineWriter.ts'

/** A stream whose reader takes a line when told. */
function openSlow() {
  const taken: string[] = []
  let take = () => {}
  const stream = new Writable({
    decodeStrings: false,
    write: (line: string, _, done) => {
      take = () => {
        taken.push(line)
        done()
      }
    },
  })
  const takeAll = async () => {
    while (stream.writableLength > 0) {
      take()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { stream, taken, takeAll }
}

describe('createLineWriter', () => {
  test('behavior: lines wait for a slow reader, up to the limit; then they are dropped and counted', async () => {
    const { stream, taken, takeAll } = openSlow()
    const told: number[] = []
    const write = createLineWriter({ stream, mostBytes: 20, tellLost: (count) => void told.push(count) })
    for (let i = 0; i < 9; i++) write(`line ${i}\n`)
    // Three lines are 21 bytes.
    expect([stream.writableLength, told]).toEqual([21, []])
    await takeAll()
    write('line 9\n')
    write('line 10\n')
    await takeAll()
    expect(told).toEqual([6])
    expect(taken).toEqual(['line 0\n', 'line 1\n', 'line 2\n', 'line 9\n', 'line 10\n'])
  })
})
