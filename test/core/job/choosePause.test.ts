import { expect, test } from 'vitest'
import { choosePause } from '../../../app/core/job/choosePause.ts'

test('default: a pause begins with half a second, doubles, and ends at five minutes', () => {
  const pauses = [1, 2, 3, 10, 11, 1000].map((faults) => choosePause({ faults, chance: 0 }))
  expect(pauses).toEqual([500, 1000, 2000, 256_000, 300_000, 300_000])
})

test('behavior: chance takes off up to half', () => {
  expect(choosePause({ faults: 2, chance: 1 })).toBe(500)
  expect(choosePause({ faults: 2, chance: 0.5 })).toBe(750)
})
