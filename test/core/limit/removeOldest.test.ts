import { describe, expect, test } from 'vitest'
import { removeOldest } from '../../../app/core/limit/removeOldest.ts'

const makeMap = (size: number) => new Map(Array.from({ length: size }, (_, i) => [`${i}`, i]))

describe('removeOldest', () => {
  test.each([
    { size: 20, most: 20, first: 0, left: 20 },
    { size: 21, most: 20, first: 3, left: 18 },
    { size: 3, most: 2, first: 1, left: 2 },
  ])('of $size entries with room for $most the newest $left stay', ({ size, most, first, left }) => {
    const map = makeMap(size)
    removeOldest(map, { most })
    expect(map.size).toBe(left)
    expect([...map.values()]).toEqual(Array.from({ length: left }, (_, i) => first + i))
  })
})
