import { describe, expect, test } from 'vitest'
import { createCache } from '../../app/db/createCache.ts'

/** A cache over a counter; `reads` returns how often it was read. */
function counting({ most = 10 } = {}) {
  const cache = createCache<string>({ most })
  let reads = 0
  const load = (key: string, now: number) => cache.load({ key, now, read: async () => `${key}${++reads}` })
  return { cache, load, reads: () => reads }
}

/** A read that ends on request. */
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
  test('default: an answer is cached for less than five seconds', async () => {
    const { load } = counting()
    expect(await load('a', 100)).toBe('a1')
    expect(await load('a', 104)).toBe('a1')
    expect(await load('b', 104)).toBe('b2')
    expect(await load('a', 105)).toBe('a3')
  })

  test('behavior: a clock that was set back makes no cached answer fresh', async () => {
    const { load } = counting()
    expect(await load('a', 100)).toBe('a1')
    expect(await load('a', 99)).toBe('a2')
  })

  test('behavior: null is not cached', async () => {
    const cache = createCache<string>({ most: 10 })
    expect(await cache.load({ key: 'a', now: 1, read: async () => null })).toBeNull()
    expect(await cache.load({ key: 'a', now: 1, read: async () => 'made since' })).toBe('made since')
  })

  test('behavior: parallel callers share a read and its failure, and the next caller reads again', async () => {
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

  test('behavior: a caller does not wait for a read that began five seconds ago', async () => {
    const cache = createCache<string>({ most: 10 })
    const slow = pending<string>()
    const first = cache.load({ key: 'a', now: 1, read: slow.read })
    expect(await cache.load({ key: 'a', now: 6, read: async () => 'new' })).toBe('new')
    slow.end('old')
    expect(await first).toBe('old')
    expect(await cache.load({ key: 'a', now: 6, read: async () => 'again' })).toBe('new')
  })

  test('behavior: a read that was in progress when its key was forgotten answers its caller and is not cached', async () => {
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

  test('behavior: forgetting one key keeps the others', async () => {
    const { cache, load } = counting()
    await load('a', 1)
    await load('b', 1)
    cache.forget('a')
    expect(await load('b', 1)).toBe('b2')
    expect(await load('a', 1)).toBe('a3')
  })

  test('behavior: a full cache drops the entry that was read longest ago', async () => {
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
