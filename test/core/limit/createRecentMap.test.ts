import { describe, expect, test } from 'vitest'
import { createRecentMap } from '../../../app/core/limit/createRecentMap.ts'

describe('createRecentMap', () => {
  test('default: what is used stays, and of the rest the half that was last set', () => {
    const map = createRecentMap<number>({ most: 20 })
    for (let i = 0; i < 1_000; i++) {
      map.set(`${i}`, i)
      if (i >= 3) expect(map.get('3')).toBe(3)
    }
    for (let i = 991; i < 1_000; i++) expect(map.get(`${i}`)).toBe(i)
    for (let i = 4; i < 970; i++) expect(map.get(`${i}`)).toBeUndefined()
  })

  test('behavior: a value that is set again replaces the older one', () => {
    const map = createRecentMap<number>({ most: 2 })
    map.set('a', 1)
    map.set('b', 2)
    map.set('a', 3)
    expect(map.get('a')).toBe(3)
    expect(map.get('b')).toBe(2)
    expect(map.get('a')).toBe(3)
  })
})
