import { describe, expect, test } from 'vitest'
import { createCache } from '../../app/db/createCache.ts'

/** A cache of what a counter says, and how often that was read. */
function counting({ most = 10 } = {}) {
  const cache = createCache<string>({ most })
  let reads = 0
  const load = (key: string, now: number) => cache.load({ key, now, read: async () => `${key}${++reads}` })
  return { cache, load, reads: () => reads }
}

/** A reading that ends when told to. */
function pending<Value>() {
  let end: (value: Value) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const reading = new Promise<Value>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  return { read: () => reading, end: (value: Value) => end(value), fail: (error: Error) => fail(error) }
}

describe('createCache', () => {
  test('default: an answer stands for less than five seconds', async () => {
    const { load } = counting()
    expect(await load('a', 100)).toBe('a1')
    expect(await load('a', 104)).toBe('a1')
    expect(await load('b', 104)).toBe('b2')
    expect(await load('a', 105)).toBe('a3')
  })

  test('behavior: a clock that was set back makes nothing young', async () => {
    const { load } = counting()
    expect(await load('a', 100)).toBe('a1')
    expect(await load('a', 99)).toBe('a2')
  })

  test('behavior: nothing is not remembered', async () => {
    const cache = createCache<string>({ most: 10 })
    expect(await cache.load({ key: 'a', now: 1, read: async () => null })).toBeNull()
    expect(await cache.load({ key: 'a', now: 1, read: async () => 'made since' })).toBe('made since')
  })

  test('behavior: callers at once share a reading, also its fault, and the next one reads again', async () => {
    const cache = createCache<string>({ most: 10 })
    const broken = pending<string>()
    const refuse = () => Promise.reject(new Error('read twice'))
    const calls = [
      cache.load({ key: 'a', now: 1, read: broken.read }),
      cache.load({ key: 'a', now: 2, read: refuse }),
    ]
    broken.fail(new Error('gone'))
    for (const call of calls) await expect(call).rejects.toThrow('gone')
    expect(await cache.load({ key: 'a', now: 2, read: async () => 'back' })).toBe('back')
  })

  test('behavior: a reading that began five seconds ago is not waited for', async () => {
    const cache = createCache<string>({ most: 10 })
    const slow = pending<string>()
    const first = cache.load({ key: 'a', now: 1, read: slow.read })
    expect(await cache.load({ key: 'a', now: 6, read: async () => 'new' })).toBe('new')
    slow.end('old')
    expect(await first).toBe('old')
    expect(await cache.load({ key: 'a', now: 6, read: async () => 'again' })).toBe('new')
  })

  test('behavior: what was being read when it was forgotten is answered and not remembered', async () => {
    for (const forgotten of ['a', undefined]) {
      const cache = createCache<string>({ most: 10 })
      const slow = pending<string>()
      const first = cache.load({ key: 'a', now: 1, read: slow.read })
      cache.forget(forgotten)
      const second = cache.load({ key: 'a', now: 1, read: async () => 'new' })
      slow.end('old')
      expect([await first, await second]).toEqual(['old', 'new'])
      expect(await cache.load({ key: 'a', now: 1, read: async () => 'again' })).toBe('new')
    }
  })

  test('behavior: forgetting one key leaves the others', async () => {
    const { cache, load } = counting()
    await load('a', 1)
    await load('b', 1)
    cache.forget('a')
    expect(await load('b', 1)).toBe('b2')
    expect(await load('a', 1)).toBe('a3')
  })

  test('behavior: beyond its size the one read longest ago falls out', async () => {
    const { load, reads } = counting({ most: 2 })
    for (const key of ['a', 'b', 'a', 'c']) await load(key, 1)
    expect(reads()).toBe(3)
    await load('b', 1)
    await load('c', 1)
    expect(reads()).toBe(3)
    await load('a', 1)
    expect(reads()).toBe(4)
  })
})
