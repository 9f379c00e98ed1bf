import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeRefusals, type RefusalWords } from '../../../app/admin/enforcement/describeRefusals.ts'
import { listFiles } from '../../imports.ts'

const PROMISE = /(only holders|nobody) can buy|checkout (itself )?(refuses|enforces)/i

function listSentences(words: RefusalWords): string[] {
  return Object.values(words).flatMap((value) => (typeof value === 'string' ? value : Object.values(value)))
}

describe('describeRefusals', () => {
  test('default: where Functions run, the words say what the checkout refuses', () => {
    const { standings, others, cap, afterEnd } = describeRefusals({ level: 'functions' })
    for (const sentence of [standings.active, standings.paused, others, cap.exclusive, afterEnd.closed])
      expect(sentence).toMatch(PROMISE)
  })

  test.each(['codes', 'unknown'] as const)('behavior: on %s no sentence promises a refusal', (level) => {
    const sentences = listSentences(describeRefusals({ level }))
    expect(sentences.length).toBeGreaterThan(10)
    for (const sentence of sentences) expect(sentence).not.toMatch(PROMISE)
  })

  test('behavior: below Plus the cap of a discount is not said to end the discount', () => {
    expect(describeRefusals({ level: 'functions' }).cap.open).toContain('full price')
    expect(describeRefusals({ level: 'codes' }).cap.open).not.toContain('full price')
  })

  test('behavior: no other file of the admin promises a refusal, whatever the shop’s level', () => {
    const files = listFiles('app/admin').filter((file) => /\.tsx?$/.test(file))
    expect(files.length).toBeGreaterThan(100)
    const promising = files.filter((file) => PROMISE.test(readFileSync(file, 'utf8').replace(/\s+/g, ' ')))
    expect(promising.map((file) => path.basename(file))).toEqual(['describeRefusals.ts'])
  })
})
